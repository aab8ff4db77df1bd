#!/usr/bin/env node
// npm start: everything from a fresh clone to a running program. `--dev`: the same without a build, for working on it.
import { enter } from "./launch/enter.mjs";

enter(() => import("./launch/start-command.mjs"));
