// npm run keys:rotate: changes the key of the installation and those of all organisations while the program runs.
// npm run keys:rotate -- --data: then gives every person and case a new key and seals all of theirs anew; takes long.
// Stopped half-way, the same command goes on.
import { disconnect } from "@/lib/core/db";
import { Unusable } from "./seed/options";
import { renewData } from "./keys/renewal";
import { Obstacle } from "./keys/obstacle";
import { rotateKeys } from "./keys/rotation";
import { readOptions } from "./keys/options";

try {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  if (readOptions(process.argv.slice(2)).data) await renewData(say);
  else await rotateKeys(say);
} catch (error) {
  process.stderr.write(
    `${error instanceof Obstacle || error instanceof Unusable ? error.message : String((error as Error).stack)}\n`,
  );
  process.exitCode = 1;
} finally {
  await disconnect();
}
