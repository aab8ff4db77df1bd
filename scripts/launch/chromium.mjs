import { existsSync } from "node:fs";
import { join } from "node:path";
import { node, plainEnv } from "./child-env.mjs";
import { repo } from "./home.mjs";
import { run } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const PACKAGES = ["chromium", "fonts-noto-core", "fonts-noto-cjk"];

/** The Chromium for the browser tests: one that is here, else one that can be had, else a sentence about what to install. */
export async function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Refusal(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which does not exist: correct or unset it.`);
  }
  return (
    (await playwrightsOwn()) ??
    USUAL.find(existsSync) ??
    (await downloaded()) ??
    (await fromDebian()) ??
    refuse()
  );
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

async function downloaded() {
  const cli = join(repo, "node_modules", "@playwright", "test", "cli.js");
  const work = run(node, [cli, "install", "chromium"], { env: plainEnv(), cwd: repo, timeout: 180_000 });
  return (await work).code === 0 ? playwrightsOwn() : undefined;
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () => run("apt-get", ["install", "-y", ...PACKAGES], { env });
  if ((await install()).code !== 0) {
    await run("apt-get", ["update"], { env });
    await install();
  }
  return USUAL.find(existsSync);
}

function refuse() {
  throw new Refusal(
    `No Chromium was found for the browser tests: install it (on Debian: apt-get install ${PACKAGES.join(" ")}) or name one in CHROMIUM_PATH.`,
  );
}
