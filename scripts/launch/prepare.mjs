import { existsSync } from "node:fs";
import { join } from "node:path";
import { node, programEnv, typescript } from "./child-env.mjs";
import { preparedNote } from "./database.mjs";
import { checkDatabase } from "./database-checks.mjs";
import { repo } from "./home.mjs";
import { waitForLock } from "./lock.mjs";
import { pendingMigrations } from "./migration-state.mjs";
import { checkSealingKey } from "./sealing-check.mjs";
import { deployMigrations, generateClient, migrations } from "./prisma.mjs";
import { run } from "./processes.mjs";
import { reasonIn, Refusal } from "./refusal.mjs";
import { hashOf, isStamped, stamp } from "./stamps.mjs";
import { step } from "./steps.mjs";

/** Brings the client and the database to this checkout's schema; prints only what there is to do. */
export async function prepareDatabase({ settings, database }) {
  await generateClient();
  if (!settings.own) await checkDatabase(database.urls);
  const lock = await waitForLock(join(settings.home, "migrate.lock"), { within: 120_000 });
  try {
    await checkSealingKey(database.urls.owner, { ...database.keys, sealingCommand: settings.sealingCommand });
    await migrate({ settings, database });
  } finally {
    lock?.release();
  }
}

async function migrate({ settings, database }) {
  const known = migrations();
  const pending = await pendingMigrations(database.urls.owner, known);
  if (pending.length > 0)
    await step("Bringing the database up to date", () => deployMigrations(database.urls.owner));

  const script = join(repo, "scripts", "migrate.ts");
  if (!existsSync(script)) return;
  const hash = hashOf(repo, [
    "prisma/migrations",
    "scripts/migrate.ts",
    "lib/core/jobs.ts",
    "lib/core/queues.ts",
    "package-lock.json",
  ]);
  const note = preparedNote(settings.home);
  const inputs = `${hash} ${new URL(database.urls.owner).host}`;
  if (pending.length === 0 && isStamped(note, inputs)) return;
  await step("Preparing the job queue", async () => {
    const env = programEnv({ settings, ...database, roles: ["owner"] });
    const { code, output } = await run(node, [...typescript, script], { env, cwd: repo });
    if (code !== 0) throw new Refusal(`The job queue could not be prepared: ${reasonIn(output)}.`);
    stamp(note, inputs);
  });
}
