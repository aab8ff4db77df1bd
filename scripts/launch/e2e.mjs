import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { node, plainEnv } from "./child-env.mjs";
import { findChromium } from "./chromium.mjs";
import { addressesOf, DATABASE_ROLES } from "./database-roles.mjs";
import { seedDemo } from "./demo.mjs";
import { prepareHome, repo } from "./home.mjs";
import { freePort } from "./ports.mjs";
import { prepareDatabase } from "./prepare.mjs";
import { isInterrupted, run } from "./processes.mjs";
import { lastLines } from "./supervisor.mjs";
import { startPrograms, waitUntilReady } from "./programs.mjs";
import { ensureDatabase } from "./roles.mjs";
import { readSecrets } from "./secrets.mjs";
import { playwrightCounts } from "./test-report.mjs";

const DATABASE = "onward_e2e";

/**
 * The program as `npm start` would run it, on a throw-away database, home folder and port, with demo data.
 * Answers `{ settings, env, stop() }`.
 */
export async function startTestProgram(server) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const settings = {
    home: join(server.folder, "home"),
    port,
    origin,
    demo: true,
    own: false,
    production: false,
  };
  mkdirSync(settings.home, { recursive: true });
  chmodSync(settings.home, 0o711);
  prepareHome(settings.home);
  await ensureDatabase(server.superUrl, DATABASE);
  const urls = server.urls(DATABASE);
  const database = { urls, keys: readSecrets(settings.home) };
  await prepareDatabase({ settings, database });
  await seedDemo({ settings, database });
  const group = startPrograms({ settings, database, show: false, extra: { ONWARD_PSEUDO_LOCALES: "1" } });
  try {
    await waitUntilReady({ settings, group, within: 60_000, isOver: isInterrupted });
  } catch (error) {
    await group.stop();
    throw error;
  }
  const env = {
    BASE_URL: origin,
    ONWARD_HOME: settings.home,
    ...addressesOf(urls, Object.keys(DATABASE_ROLES)),
  };
  return { settings, env, stop: () => group.stop() };
}

/** Runs the browser tests against a running test program; answers their counts. */
export async function browserTests(program, { args = [], show = false, folder }) {
  const report = join(folder, "playwright.json");
  const env = {
    ...plainEnv(),
    ...program.env,
    CHROMIUM_PATH: await findChromium(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
  const cli = join(repo, "node_modules", "@playwright", "test", "cli.js");
  const result = await run(node, [cli, "test", "--reporter=list,json", ...args], { cwd: repo, env, show });
  const counts = playwrightCounts(report, result);
  const log = lastLines(join(program.settings.home, "logs", "web.log"), 30);
  return { ...counts, output: `${result.output}\n${log && `The web server's last lines:\n${log}`}` };
}
