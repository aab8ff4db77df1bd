#!/usr/bin/env node
// The health check of the web container.
import { healthOf } from "./health.mjs";

process.exit((await healthOf(Number(process.env.PORT ?? 3000))) === 200 ? 0 : 1);
