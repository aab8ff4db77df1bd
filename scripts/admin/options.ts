import { parseArgs } from "node:util";
import { z } from "zod";
import { Unusable } from "../seed/options";

export type AdminOptions =
  { does: "list" } | { does: "create"; email: string; name: string; organisation: string | undefined };

const usage = "say create --email you@example.org, with --name and --organisation if you like, or list";
const email = z
  .string()
  .max(320)
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email());
const name = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(120)
      .regex(/^\P{Cc}*$/u),
  );

/** What the command line asks for. @throws Unusable in one sentence. */
export function readOptions(args: readonly string[]): AdminOptions {
  const { values, positionals } = parsed(args);
  const [does, ...more] = positionals;
  if (more.length > 0 || (does !== "create" && does !== "list"))
    throw new Unusable(`Nothing to do: ${usage}.`);
  if (does === "list") return { does };
  if (values.email === undefined) throw new Unusable("Say for whom: create --email you@example.org.");
  const address = checked("--email", values.email, email, "an address such as you@example.org");
  return {
    does,
    email: address,
    name: values.name === undefined ? address.split("@")[0]! : nameOf("--name", values.name),
    organisation:
      values.organisation === undefined ? undefined : nameOf("--organisation", values.organisation),
  };
}

function parsed(args: readonly string[]) {
  const options = {
    email: { type: "string" },
    name: { type: "string" },
    organisation: { type: "string" },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new Unusable(`The arguments were not understood: ${usage}.`);
  }
}

function nameOf(option: string, text: string): string {
  return checked(option, text, name, "1 to 120 characters");
}

function checked(option: string, text: string, schema: z.ZodType<string>, wanted: string): string {
  const { success, data } = schema.safeParse(text);
  if (success) return data;
  throw new Unusable(`${option} is ${JSON.stringify(text)}: write ${wanted}.`);
}
