import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** A built program that can be killed and started again, with everything that it ever wrote. */
export type Killable = { start: () => Promise<void>; kill: () => Promise<void>; output: () => string };

/** One of the built programs, as production starts it, with these settings; `ready` is what it says once it works. */
export function killable(name: "web" | "worker", settings: Record<string, string>): Killable {
  let child: ChildProcess | null = null;
  let output = "";
  return {
    output: () => output,
    async start() {
      const begun = spawn(process.execPath, [join(root, "dist", `${name}.mjs`)], {
        cwd: root,
        env: { ...process.env, NODE_ENV: "production", ...settings },
      });
      child = begun;
      let said = "";
      await new Promise<void>((resolve, reject) => {
        begun.once("exit", () => reject(new Error(`the ${name} ended: ${said}`)));
        for (const stream of [begun.stdout, begun.stderr])
          stream.on("data", (chunk: Buffer) => {
            said += chunk;
            output += chunk;
            if (said.includes(`${name} ready`)) resolve();
          });
      });
    },
    /** At once, as when the power fails. */
    async kill() {
      const dying = child;
      if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
      const ended = new Promise((resolve) => dying.once("exit", resolve));
      dying.kill("SIGKILL");
      await ended;
    },
  };
}
