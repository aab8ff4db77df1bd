import { parseArgs } from "node:util";
import { Unusable } from "../seed/options";

export type VerifyArguments = {
  dump: string | null;
  /** The second place; undefined takes the one of the installation. */
  anchor: string | undefined;
  /** The file of public keys; undefined takes the one of the installation. */
  keys: string | undefined;
  proof: string | null;
  /** A file of `audit.export`. */
  export: string | null;
  restored: number[];
};

const usage =
  "say --dump FILE, --anchor FILE, --keys FILE, --restored NUMBER, --proof FILE or --export FILE, or nothing at all";

/** What `npm run audit:verify` is asked for. @throws Unusable in one sentence. */
export function readVerifyOptions(args: readonly string[]): VerifyArguments {
  const options = {
    dump: { type: "string" },
    anchor: { type: "string" },
    keys: { type: "string" },
    proof: { type: "string" },
    export: { type: "string" },
    restored: { type: "string", multiple: true, default: [] as string[] },
  } as const;
  const { dump, anchor, keys, proof, restored, ...rest } = parsed(
    () => parseArgs({ args: [...args], options }).values,
    usage,
  );
  const numbers = restored.map(Number);
  if (numbers.some((number) => !Number.isSafeInteger(number) || number < 1))
    throw new Unusable("--restored takes the number of the first checkpoint after the restore.");
  return {
    dump: dump ?? null,
    anchor,
    keys,
    proof: proof ?? null,
    export: rest.export ?? null,
    restored: numbers,
  };
}

/** What `npm run audit:prove` is asked for. @throws Unusable in one sentence. */
export function readProveOptions(args: readonly string[]): { eventId: string; show: boolean } {
  const options = { "hash-only": { type: "boolean", default: false } } as const;
  const said = "Say npm run audit:prove -- EVENT, and --hash-only to show nothing of it";
  const { values, positionals } = parsed(
    () => parseArgs({ args: [...args], options, allowPositionals: true }),
    said,
  );
  const [eventId] = positionals;
  if (!eventId || positionals.length > 1 || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(eventId))
    throw new Unusable(`${said}; the id of an event is 36 letters and digits, as the checks name it.`);
  return { eventId, show: !values["hash-only"] };
}

function parsed<T>(parse: () => T, usage: string): T {
  try {
    return parse();
  } catch {
    throw new Unusable(`The arguments were not understood: ${usage}.`);
  }
}
