import { parseArgs } from "node:util";
import { numberOf, Unusable } from "../seed/options";

export type TokenOptions = {
  email: string;
  name: string;
  permissions: string[];
  days: number;
  organisation: string | undefined;
};

const usage =
  'say --email you@example.org --name "Our sheet" --permissions me.get,case.list, with --days and --organisation if you like';

/** What the command line asks for. @throws Unusable in one sentence. */
export function readOptions(args: readonly string[]): TokenOptions {
  const { email, name, permissions, days, organisation } = parsed(args);
  if (!email || !name || !permissions) throw new Unusable(`Something is missing: ${usage}.`);
  if (!/^[^\p{Cc}]{1,80}$/u.test(name.trim()))
    throw new Unusable(`--name is ${JSON.stringify(name)}: write 1 to 80 characters.`);
  return {
    email: email.normalize("NFKC").trim().toLowerCase(),
    name: name.normalize("NFC").trim(),
    permissions: permissions
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean),
    days: days === undefined ? 90 : numberOf("--days", days, 365),
    organisation,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  const options = { email: text, name: text, permissions: text, days: text, organisation: text };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new Unusable(`The arguments were not understood: ${usage}.`);
  }
}
