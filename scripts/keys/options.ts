import { parseArgs } from "node:util";
import { Unusable } from "../seed/options";

/** What `npm run keys:rotate` was asked for. @throws Unusable for anything it does not know. */
export function readOptions(args: string[]): { data: boolean } {
  try {
    const { values } = parseArgs({ args, options: { data: { type: "boolean", default: false } } });
    return values;
  } catch {
    throw new Unusable("Use: npm run keys:rotate, or npm run keys:rotate -- --data");
  }
}
