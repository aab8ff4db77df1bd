#!/usr/bin/env node
// Builds everything that runs in production: pages, servers, database client. Nothing happens when they are up to date.
import { enter } from "./launch/enter.mjs";

enter(() => import("./launch/build-command.mjs"));
