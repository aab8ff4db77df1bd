import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repo, requireSpace } from "./home.mjs";
import { run } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";
import { hashOf, isStamped, stamp } from "./stamps.mjs";
import { step } from "./steps.mjs";

const STAMP = join(repo, "node_modules", ".onward-installed");

/** True when node_modules is what package-lock.json says. */
export function isInstalled(root = repo, stampFile = STAMP) {
  const hash = hashOf(root, ["package-lock.json"]);
  if (isStamped(stampFile, hash)) return true;
  if (!sameTree(root)) return false;
  stamp(stampFile, hash);
  return true;
}

/** Installs the packages exactly as locked. */
export async function install() {
  requireSpace(repo, 1500);
  await step("Installing packages", async () => {
    let result = await npm(["ci"]);
    // A lockfile made where a registry lacked packages of other systems: `ci` demands them, `install` leaves them out.
    if (result.code !== 0 && lacksOnlyOptional(result.output)) result = await npm(["install", "--no-save"]);
    if (result.code !== 0) throw new Refusal(reason(result.output));
    stamp(STAMP, hashOf(repo, ["package-lock.json"]));
  });
}

function npm(args) {
  const all = [...args, "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const script = process.env.npm_execpath;
  const own = script && existsSync(script) && /\.c?js$/.test(script);
  return run(own ? process.execPath : "npm", own ? [script, ...all] : all, { cwd: repo }).catch((error) => {
    if (error.code === "ENOENT") return { code: 1, output: "npm was not found" };
    throw error;
  });
}

/** True when `npm ci` complained only about packages that nothing of ours names directly. */
export function lacksOnlyOptional(output, root = repo) {
  const complaints = output.match(/(?:Missing|Invalid): .+/g) ?? [];
  const names = complaints.map((line) => /^Missing: (@?[^@]+)@/.exec(line)?.[1]);
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return (
    names.length > 0 && names.every((name) => name && !(name in dependencies) && !(name in devDependencies))
  );
}

/** npm keeps a note of what it put into node_modules: the same versions there mean that nothing is to be done. */
function sameTree(root) {
  const wanted = packagesIn(join(root, "package-lock.json"));
  const present = packagesIn(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.link) return true;
    const there = present[path];
    return there ? there.version === entry.version : Boolean(entry.optional || entry.peer);
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function reason(output) {
  if (/ENOSPC/.test(output)) return "The disk is full: free at least 1.5 GB and run the command again.";
  const lines = output.split("\n").map((line) => line.replace(/^npm (error|ERR!)\s*/, "").trim());
  const line = lines.find((text) => text && !/^code |complete log/i.test(text)) ?? "npm gave no reason";
  return `The packages could not be installed (${line.slice(0, 200)}): check the network connection and run the command again.`;
}
