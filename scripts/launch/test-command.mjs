import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, isBuilt } from "./build.mjs";
import { node, plainEnv } from "./child-env.mjs";
import { browserTests, startTestProgram } from "./e2e.mjs";
import { repo } from "./home.mjs";
import { checkDrift, generateClient } from "./prisma.mjs";
import { interruptRuns, run, whenNpmEnds } from "./processes.mjs";
import { Interrupted } from "./refusal.mjs";
import { startTestDatabase } from "./test-database.mjs";
import { newTally, oneCheck, vitestCounts } from "./test-report.mjs";

/** Every check and test, or a part of them; answers the exit code. */
export async function main(args) {
  const only = args.includes("--fast") ? "fast" : args.includes("--e2e") ? "e2e" : "all";
  const rest = args.filter((arg) => arg !== "--fast" && arg !== "--e2e");
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interruptRuns);
  whenNpmEnds(interruptRuns);
  const report = newTally();
  let server;
  try {
    await report.part(
      "Database client",
      async () => (await generateClient({ quiet: true }), { passed: 1, failed: 0 }),
    );
    if (only !== "e2e") await staticChecks(report);
    server = await startTestDatabase();
    const ownerUrl = server.ownerUrl("postgres");
    if (only !== "e2e")
      await report.part("Migrations agree with the schema", async () => oneCheck(await checkDrift(ownerUrl)));
    if (only !== "e2e")
      for (const project of ["unit", "house", "database", "seal"])
        await report.part(`Tests: ${project}`, () => vitest(project, server));
    if (only !== "fast") await builtChecks(report, server, only, rest);
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    await report.part("Test run", () => Promise.reject(error));
  } finally {
    await server?.remove();
  }
  return report.finish();
}

async function staticChecks(report) {
  const tool =
    (path, ...args) =>
    async () =>
      oneCheck(await packaged(path, args));
  await report.part("Format", tool("prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."));
  await report.part("Types", async () => {
    const routes = await packaged("next/dist/bin/next", ["typegen"]);
    return oneCheck(routes.code === 0 ? await packaged("typescript/bin/tsc", ["--noEmit"]) : routes);
  });
  await report.part("Lint", tool("eslint/bin/eslint.js", "."));
  if (existsSync(join(repo, "knip.json"))) await report.part("Unused code", tool("knip/bin/knip.js"));
}

async function builtChecks(report, server, only, args) {
  const built = await report.part("Build", async () => {
    if (!isBuilt()) await build({ quiet: true });
    return { passed: 1, failed: 0 };
  });
  if (!built) return;
  if (only === "all") await report.part("Tests: build", () => vitest("build", server));
  let program;
  try {
    const started = await report.part("Program with demo data", async () => {
      program = await startTestProgram(server);
      return { passed: 1, failed: 0 };
    });
    if (!started) return;
    const show = only === "e2e";
    await report.part("Browser tests", () => browserTests(program, { args, show, folder: server.folder }));
  } finally {
    await program?.stop();
  }
}

async function vitest(project, server) {
  const file = join(server.folder, `${project}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const env = { ...plainEnv(), ...server.env, NODE_ENV: "test" };
  return vitestCounts(
    file,
    await packaged("vitest/vitest.mjs", ["run", "--project", project, ...reporters], env),
  );
}

function packaged(path, args, env = plainEnv()) {
  return run(node, [join(repo, "node_modules", path), ...args], {
    cwd: repo,
    env: { ...env, NO_COLOR: "1" },
  });
}
