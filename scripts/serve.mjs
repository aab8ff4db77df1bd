#!/usr/bin/env node
// One process of the production image: `serve.mjs web | worker | admin … | token …`. Reads secrets from files, refuses what would not
// protect the data, then becomes the program.
import { keepHeapSmall } from "./launch/heap.mjs";
import { report } from "./launch/refusal.mjs";
import { becomeProgram } from "./launch/serve-program.mjs";

if (["web", "worker", "audit-verify"].includes(process.argv[2])) keepHeapSmall();
try {
  await becomeProgram(process.argv[2]);
} catch (error) {
  report(error);
  process.exit(1);
}
