#!/usr/bin/env node
// npm run prove [-- crash | canaries]: the long form of what `npm test` shows in short, on the built program and a throw-away database.
import { enter } from "./launch/enter.mjs";

enter(() => import("./launch/prove-command.mjs"));
