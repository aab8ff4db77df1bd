#!/usr/bin/env node
// npm run seed | worker | admin | token | audit:verify | audit:prove | bench: runs one TypeScript file with the settings, secrets and database of ONWARD_HOME.
import { enter } from "./launch/enter.mjs";

enter(() => import("./launch/run-command.mjs"));
