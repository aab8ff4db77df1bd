import { existsSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { node, plainEnv } from "./child-env.mjs";
import { repo } from "./home.mjs";
import { waitForLock } from "./lock.mjs";
import { run } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";
import { hashOf, isStamped, stamp } from "./stamps.mjs";
import { step } from "./steps.mjs";

const STAMP = join(repo, ".next", "onward-built");
const SOURCES = ["app", "components", "lib", "messages", "public", "prisma", "scripts", "i18n"];
const SOURCE_FILES = [
  "package-lock.json",
  "tsconfig.json",
  "proxy.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
];
const CONFIGS = ["next.config.js", "next.config.mjs", "next.config.ts", "postcss.config.mjs"];
const ENTRIES = ["web", "worker", "migrate", "admin", "token", "audit-verify", "audit-prove", "keys-rotate"];

/** Builds the web program and bundles the servers, unless exactly these sources are built already. */
export async function build({ quiet = false } = {}) {
  if (isBuilt()) return;
  const lock = await waitForLock(join(repo, "node_modules", ".onward-build.lock"), { within: 900_000 });
  try {
    const hash = sourceHash();
    if (isBuilt(hash)) return;
    const work = async () => {
      await bundleServers();
      await buildPages();
      stamp(STAMP, hash);
    };
    await (quiet ? work() : step("Building", work));
  } finally {
    lock?.release();
  }
}

/** True when the build on disk is of the sources on disk. */
export function isBuilt(hash = sourceHash()) {
  return isStamped(STAMP, hash) && ["web", "worker"].every((name) => existsSync(bundle(name)));
}

/** The file a bundled server is in. */
export const bundle = (name) => join(repo, "dist", `${name}.mjs`);

/** Bundles our own code of each server into one file; packages stay outside, `server-only` becomes nothing. */
async function bundleServers() {
  const { build: esbuild } = await import("esbuild");
  const entries = ENTRIES.map((name) => join(repo, "scripts", `${name}.ts`)).filter((file) =>
    existsSync(file),
  );
  const options = {
    entryPoints: entries,
    outdir: join(repo, "dist"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    packages: "external",
    conditions: ["react-server"],
    alias: { "server-only": join(repo, "node_modules", "server-only", "empty.js") },
    tsconfig: join(repo, "tsconfig.json"),
    absWorkingDir: repo,
    sourcemap: false,
    logLevel: "silent",
  };
  try {
    await esbuild(options);
  } catch (error) {
    const first = error.errors?.[0];
    const place = first?.location ? ` (${first.location.file}:${first.location.line})` : "";
    throw new Refusal(`The servers could not be built: ${first?.text ?? error.message}${place}.`);
  }
}

async function buildPages() {
  const next = join(repo, "node_modules", "next", "dist", "bin", "next");
  const env = { ...plainEnv(), NODE_ENV: "production" };
  const { code, output } = await run(node, [next, "build"], { cwd: repo, env });
  if (code === 0) return;
  if (/ENOSPC|No space left/.test(output))
    throw new Refusal("The disk is full: free at least 1 GB and run the command again.");
  const sentence = "The pages could not be built: correct what is named above and run the command again.";
  throw new Refusal(sentence, { details: output });
}

function sourceHash() {
  return hashOf(repo, [...SOURCES, ...SOURCE_FILES, ...CONFIGS], isNoSource);
}

/** Tests, generated code and the launcher itself do not change what is built. */
function isNoSource(path) {
  const name = basename(path);
  if (name === "node_modules" || path === join(repo, "lib", "core", "prisma")) return true;
  if (path === join(repo, "scripts", "launch") || /\.test\.\w+$/.test(name)) return true;
  return name.startsWith(".") || extname(name) === ".md";
}
