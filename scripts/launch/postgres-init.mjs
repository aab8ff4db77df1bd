import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";

/** pg_trgm asks the system's own character classes: under a plain C locale Khmer, Thai or Arabic have no trigrams at all. */
const CHARACTER_LOCALES = ["C.UTF-8", "en_US.UTF-8", "UTF-8"];

/**
 * Makes a new data folder. It is made beside its place and then renamed, so that an interrupted first start leaves
 * nothing that looks like a database.
 */
export async function initialise({ dataDir, bin, uid, gid }, superPassword) {
  const draft = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  for (const rest of [draft, passwordFile]) rmSync(rest, { recursive: true, force: true });
  mkdirSync(dirname(dataDir), { recursive: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${superPassword}\n`, { mode: 0o600 });
  if (uid) for (const path of [draft, passwordFile]) chownSync(path, uid, gid);
  try {
    const flags = [
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--data-checksums",
    ];
    const args = [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      ...flags,
    ];
    const initdb = (locale) =>
      run(join(bin, "initdb"), [...args, "--locale=C", `--lc-ctype=${locale}`], {
        cwd: "/",
        uid,
        gid,
        env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
      });
    let made;
    for (const locale of CHARACTER_LOCALES) {
      made = await initdb(locale);
      if (made.code === 0 || !/invalid locale/.test(made.output)) break;
    }
    if (made.code !== 0) throw new Refusal(reason(made.output));
    renameSync(draft, dataDir);
  } finally {
    for (const rest of [draft, passwordFile]) rmSync(rest, { recursive: true, force: true });
  }
}

function reason(output) {
  if (/No space left/.test(output)) return "The disk is full: free at least 1 GB and run the command again.";
  const line =
    output
      .split("\n")
      .filter((text) => /error|fatal/i.test(text))
      .at(-1) ?? output.trim().slice(-200);
  return `The database could not be created (${line.trim()}): set ONWARD_HOME to a folder on a local disk and try again.`;
}
