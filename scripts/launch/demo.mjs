import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { node, programEnv, typescript } from "./child-env.mjs";
import { seedingNote } from "./database.mjs";
import { repo } from "./home.mjs";
import { run } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";
import { withClient } from "./roles.mjs";
import { wantsDemo } from "./settings.mjs";
import { step } from "./steps.mjs";

/** What an installation holds: `empty` (no organisation yet), `demo` or `real`. */
export async function contentOf(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "select count(*)::int as all, count(*) filter (where is_demo)::int as demo from organisation",
    );
    const [{ all, demo }] = rows;
    if (all === 0) return "empty";
    return demo > 0 ? "demo" : "real";
  });
}

/**
 * Fills an empty database with demo data when that is wanted; refuses demo data where it must not be.
 * Answers what the database then holds.
 */
export async function seedDemo({ settings, database }) {
  const content = await contentOf(database.urls.owner);
  if (settings.production && content === "demo")
    throw new Refusal(
      "The database holds demo accounts, which NODE_ENV=production refuses: name an empty database in DATABASE_OWNER_URL and the other addresses.",
    );
  if (settings.demo === false && content === "demo")
    throw new Refusal(
      `ONWARD_DEMO=0 was asked for, but ${settings.home} already holds demo data: set another ONWARD_HOME to start empty.`,
    );
  if (!wantsDemo(settings) || content !== "empty") return content;
  await step("Making the demo data", () => seed({ settings, database }));
  return contentOf(database.urls.owner);
}

async function seed({ settings, database }) {
  const note = seedingNote(settings.home);
  if (!settings.own) writeFileSync(note, "");
  const env = programEnv({ settings, ...database, roles: ["owner"] });
  const script = join(repo, "scripts", "seed.ts");
  const { code, output } = await run(node, [...typescript, script, "--demo"], { env, cwd: repo });
  if (code === 0) return rmSync(note, { force: true });
  throw new Refusal(
    "The demo data could not be made: correct what is named above, or start empty with ONWARD_DEMO=0.",
    {
      details: output.trim().split("\n").slice(-15).join("\n"),
    },
  );
}

/** The last lines of a start: how to sign in. */
export function signInLines(home, content) {
  if (content === "empty")
    return [
      "Nobody can sign in yet. The first administrator: npm run admin -- create --email you@example.org",
    ];
  const accounts = content === "demo" ? demoAccounts(home) : [];
  if (accounts.length === 0) return [];
  const width = (key) => Math.max(...accounts.map((account) => String(account[key]).length));
  const [role, email] = [width("role"), width("email")];
  const lines = accounts.map(
    (one) => `  ${String(one.role).padEnd(role)}  ${one.email.padEnd(email)}  ${one.password}`,
  );
  return [
    "Demo sign-ins (role, e-mail, password):",
    ...lines,
    "The code that sign-in asks for next: npm run code. Or put totpUri of demo-accounts.json into an authenticator app.",
  ];
}

/** The demo sign-ins of an installation, none when it has no demo data. */
export function demoAccounts(home) {
  const file = join(home, "demo-accounts.json");
  if (!existsSync(file)) return [];
  const content = JSON.parse(readFileSync(file, "utf8"));
  return Array.isArray(content) ? content : (content.accounts ?? []);
}
