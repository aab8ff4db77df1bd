#!/usr/bin/env node
// npm run code [-- e-mail]: the present code of each demo account, for whoever has no authenticator app at hand.
import { enter } from "./launch/enter.mjs";

enter(() => import("./launch/code-command.mjs"));
