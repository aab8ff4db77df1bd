import { existsSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./build.mjs";
import { node, typescript } from "./child-env.mjs";
import { checkDatabase } from "./database-checks.mjs";
import { contentOf } from "./demo.mjs";
import { repo } from "./home.mjs";
import { pendingMigrations } from "./migration-state.mjs";
import { deployMigrations, migrations } from "./prisma.mjs";
import { run } from "./processes.mjs";
import { reasonIn, Refusal } from "./refusal.mjs";
import { requireDatabaseUrls, urlsIn, withSecretFiles } from "./settings.mjs";

/** Migrates a database by its address alone, without home folder or lock. */
export async function migrateOnly(rawEnv) {
  const env = withSecretFiles(rawEnv);
  requireDatabaseUrls(env, ["owner"]);
  const urls = urlsIn(env);
  const ownerUrl = urls.owner;
  await checkDatabase(urls);
  const pending = await pendingMigrations(ownerUrl, migrations());
  if (pending.length > 0) await deployMigrations(ownerUrl);
  await prepareQueues(env);
  if (env.NODE_ENV === "production" && (await contentOf(ownerUrl)) === "demo")
    throw new Refusal(
      "The database holds demo accounts, which NODE_ENV=production refuses: name an empty database.",
    );
}

async function prepareQueues(env) {
  const source = join(repo, "scripts", "migrate.ts");
  const bundled = existsSync(bundle("migrate")) && !existsSync(join(repo, "node_modules", "tsx"));
  if (!bundled && !existsSync(source)) return;
  const args = bundled ? [bundle("migrate")] : [...typescript, source];
  const { code, output } = await run(node, args, { env, cwd: repo });
  if (code !== 0) throw new Refusal(`The job queue could not be prepared: ${reasonIn(output)}.`);
}
