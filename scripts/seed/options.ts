import { parseArgs } from "node:util";

/** A wish that cannot be granted; its message says in one sentence why and what to do. */
export class Unusable extends Error {}

export type SeedOptions = { demo: boolean; cases: number; organisations: number };

const usage = "say --demo, or --cases N and, if there shall be more than one, --organisations M";

/** What the command line asks for. @throws Unusable in one sentence. */
export function readOptions(args: readonly string[]): SeedOptions {
  const { demo, cases, organisations } = parsed(args);
  if (!demo && cases === undefined) throw new Unusable(`Nothing to do: ${usage}.`);
  return {
    demo,
    cases: cases === undefined ? 0 : numberOf("--cases", cases, 10_000_000),
    organisations: organisations === undefined ? 1 : numberOf("--organisations", organisations, 1_000),
  };
}

function parsed(args: readonly string[]) {
  try {
    const options = {
      demo: { type: "boolean", default: false },
      cases: { type: "string" },
      organisations: { type: "string" },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new Unusable(`The arguments were not understood: ${usage}.`);
  }
}

/** A whole number from 1 to `most`. @throws Unusable naming the option. */
export function numberOf(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Unusable(`${name} is ${JSON.stringify(text)}: write a whole number from 1 to ${most}.`);
}
