import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { node, plainEnv } from "./child-env.mjs";
import { repo } from "./home.mjs";
import { waitForLock } from "./lock.mjs";
import { run } from "./processes.mjs";
import { reasonIn, Refusal } from "./refusal.mjs";
import { hashOf, isStamped, stamp } from "./stamps.mjs";
import { step } from "./steps.mjs";

const ENGINE = join(repo, "scripts", "schema-engine.mjs");
const CLIENT = join(repo, "lib", "core", "prisma");
const MIGRATIONS = join(repo, "prisma", "migrations");

/** Runs the Prisma CLI with the schema engine that is already among the packages. */
export function prisma(args, { ownerUrl, show } = {}) {
  // A checkout from an archive may have lost the bit; a read-only image has it.
  if ((statSync(ENGINE).mode & 0o111) === 0) chmodSync(ENGINE, 0o755);
  const env = {
    ...plainEnv(),
    PRISMA_SCHEMA_ENGINE_BINARY: ENGINE,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
    NO_COLOR: "1",
    DATABASE_OWNER_URL: ownerUrl ?? "postgresql://nobody@127.0.0.1:1/none",
  };
  return run(node, [join(repo, "node_modules", "prisma", "build", "index.js"), ...args], {
    env,
    cwd: repo,
    show,
  });
}

/** Generates the database client when the schema has changed since. */
export async function generateClient({ quiet = false } = {}) {
  const inputs = ["prisma/schema", "prisma.config.ts", "package-lock.json"];
  const file = join(CLIENT, ".onward-generated");
  if (isStamped(file, hashOf(repo, inputs))) return;
  const lock = await waitForLock(join(repo, "node_modules", ".onward-generate.lock"), { within: 120_000 });
  try {
    const hash = hashOf(repo, inputs);
    if (isStamped(file, hash)) return;
    const work = async () => {
      const { code, output } = await prisma(["generate"]);
      if (code !== 0) throw new Refusal(`The database client could not be generated: ${reasonIn(output)}`);
      stamp(file, hash);
    };
    await (quiet ? work() : step("Generating the database client", work));
  } finally {
    lock?.release();
  }
}

/** Whether the migrations make exactly what the schema describes. Needs an owner that may create a shadow database. */
export function checkDrift(ownerUrl, schema = "prisma/schema") {
  const from = ["--from-migrations", "prisma/migrations", "--to-schema", schema];
  return prisma(["migrate", "diff", ...from, "--exit-code"], { ownerUrl });
}

/** Every migration of this checkout: `{ name, checksum }`, oldest first. */
export function migrations(folder = MIGRATIONS) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "migration.sql")));
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name, "migration.sql"));
    return { name, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/** Brings a database to this checkout's schema. */
export async function deployMigrations(ownerUrl) {
  const { code, output } = await prisma(["migrate", "deploy"], { ownerUrl });
  if (code === 0) return;
  if (/ENOSPC|No space left|53100/.test(output))
    throw new Refusal("The disk is full: free at least 1 GB and run the command again.");
  const name = /migration_name="([^"]+)"|Migration name: (\S+)/.exec(output)?.slice(1).find(Boolean);
  const cause = /ERROR: (.+)/.exec(output)?.[1] ?? reasonIn(output);
  throw new Refusal(
    `The database could not be brought up to date${name ? ` (migration ${name})` : ""}: ${cause}; that migration was rolled back.`,
  );
}
