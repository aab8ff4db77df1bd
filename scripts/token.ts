// npm run token -- --email you@example.org --name "Our sheet" --permissions me.get,case.list [--days 90] [--organisation "…"]
import pg from "pg";
import { Unusable } from "./seed/options";
import { makeToken } from "./token/make";
import { readOptions } from "./token/options";

const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
client.on("error", () => {});

try {
  const options = readOptions(process.argv.slice(2));
  await client.connect();
  const token = await makeToken(client, options);
  process.stdout.write(`This token is shown only now. It ends after ${options.days} days.\n${token}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Unusable ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => {});
}
