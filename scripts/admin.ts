// npm run admin -- create --email you@example.org [--name "…"] [--organisation "…"]
// npm run admin -- list
import pg from "pg";
import { env } from "@/lib/core/env";
import { inviteAdministrator, listAccounts } from "./admin/accounts";
import { type AdminOptions, readOptions } from "./admin/options";
import { Unusable } from "./seed/options";

const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
client.on("error", () => {});

try {
  const options = readOptions(process.argv.slice(2));
  await client.connect();
  process.stdout.write(options.does === "list" ? await table() : await invite(options));
} catch (error) {
  process.stderr.write(`${error instanceof Unusable ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => {});
}

async function invite(options: AdminOptions & { does: "create" }): Promise<string> {
  const { token, organisation, hours } = await inviteAdministrator(client, options);
  return `${options.email} is invited as administrator of ${organisation}. This link works once, within ${hours} hours:
${env.origin}/invitation/${token}
`;
}

async function table(): Promise<string> {
  const accounts = await listAccounts(client);
  if (accounts.length === 0)
    return "There are no accounts yet: npm run admin -- create --email you@example.org\n";
  return accounts
    .map(
      ({ organisation, name, email, role, status }) =>
        `${[organisation, name, email, role, status].join("\t")}\n`,
    )
    .join("");
}
