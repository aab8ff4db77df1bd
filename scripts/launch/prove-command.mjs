import { join } from "node:path";
import { build } from "./build.mjs";
import { node, plainEnv } from "./child-env.mjs";
import { findChromium } from "./chromium.mjs";
import { repo } from "./home.mjs";
import { interruptRuns, run, whenNpmEnds } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";
import { startTestDatabase } from "./test-database.mjs";

const PROOFS = ["crash", "canaries"];

/** Runs the proofs named, or all, and shows what they print; answers the exit code. */
export async function main(names) {
  const unknown = names.find((name) => !PROOFS.includes(name));
  if (unknown)
    throw new Refusal(`There is no proof ${unknown}: name ${PROOFS.join(" or ")}, or none for all.`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interruptRuns);
  whenNpmEnds(interruptRuns);
  await build();
  const server = await startTestDatabase();
  try {
    const files = (names.length > 0 ? names : PROOFS).map((name) => `scripts/proofs/${name}`);
    const vitest = join(repo, "node_modules", "vitest", "vitest.mjs");
    const env = {
      ...plainEnv(),
      ...server.env,
      NODE_ENV: "test",
      ONWARD_PROOF: "long",
      CHROMIUM_PATH: await findChromium(),
    };
    const args = ["run", "--project", "build", "--reporter=verbose", ...files];
    return (await run(node, [vitest, ...args], { cwd: repo, env, show: true })).code;
  } finally {
    await server.remove();
  }
}
