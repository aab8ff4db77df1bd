import { checkFirst, launch } from "./launcher.mjs";
import { readSettings } from "./settings.mjs";

/** Before the long installation: what would make it useless. */
export async function before() {
  const lock = await checkFirst(readSettings());
  lock.release();
}

export function main(args) {
  return launch(readSettings(), { dev: args.includes("--dev") });
}
