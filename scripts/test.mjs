#!/usr/bin/env node
// npm test: every check and test, ending with `N passed, N failed`. `--fast`: what needs no build. `--e2e`: browser tests only.
import { enter } from "./launch/enter.mjs";

enter(() => import("./launch/test-command.mjs"));
