// npm run keys:rotate: changes the key of the installation and those of all organisations while the program runs.
// Stopped half-way, the same command goes on.
import { disconnect } from "@/lib/core/db";
import { Obstacle, rotateKeys } from "./keys/rotation";

try {
  await rotateKeys((line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${error instanceof Obstacle ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
} finally {
  await disconnect();
}
