import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Account = {
  role: "caseworker" | "coordinator" | "administrator";
  email: string;
  password: string;
  totpSecret: string;
  organisation?: string;
  name?: string;
};

/** The demo sign-ins of the installation under test. */
export function accounts(): Account[] {
  const home = process.env.ONWARD_HOME ?? ".onward";
  const file = JSON.parse(readFileSync(join(home, "demo-accounts.json"), "utf8")) as
    Account[] | { accounts: Account[] };
  return Array.isArray(file) ? file : file.accounts;
}

/** The `nth` demo account of a role, counted within the first organisation. */
export function account(role: Account["role"], nth = 0): Account {
  const all = accounts();
  const found = all.filter((one) => one.role === role && one.organisation === all[0]!.organisation)[nth];
  if (!found) throw new Error(`demo-accounts.json has no ${role} number ${nth + 1}`);
  return found;
}
