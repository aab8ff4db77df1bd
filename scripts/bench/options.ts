import { parseArgs } from "node:util";
import { numberOf, Unusable } from "../seed/options";
import { floors } from "./floors";

export type BenchOptions = {
  cases: number;
  /** Rounds a workload; in each, door and bare server are driven once. */
  rounds: number;
  /** Seconds of driving one server in one round. */
  seconds: number;
  /** Look at the memory of page views instead of driving the doors. */
  pages: boolean;
  /** Measure what row-level security costs on lists and counts, instead of driving the doors. */
  sight: boolean;
  /** Measure sealing and checking a trail of so many events, instead of driving the doors; 0 for not. */
  trail: number;
  /** Measure the questions to a trail of so many events of one organisation; 0 for not. */
  questions: number;
  /** Measure what the trail costs a write and a view, instead of driving the doors. */
  auditCost: boolean;
  /** Take the build that is there, also when sources have changed since. */
  built: boolean;
  /** Workloads to run; all when none is named. */
  only: string[];
};

const usage =
  "say --cases N, and if you like --rounds N, --seconds N, --only NAME, --pages, --sight, --trail EVENTS, --questions EVENTS, --audit-cost, --built";

/** What the command line asks for. @throws Unusable in one sentence. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { cases, rounds, seconds, pages, sight, trail, questions, built, only, ...more } = parsed(args);
  const unknown = only.find((name) => !(name in floors));
  if (unknown)
    throw new Unusable(
      `--only is ${JSON.stringify(unknown)}: name one of ${Object.keys(floors).join(", ")}.`,
    );
  return {
    cases: numberOf("--cases", cases, 1_000_000),
    rounds: numberOf("--rounds", rounds, 100),
    seconds: numberOf("--seconds", seconds, 600),
    pages,
    sight,
    trail: trail === "0" ? 0 : numberOf("--trail", trail, 10_000_000),
    questions: questions === "0" ? 0 : numberOf("--questions", questions, 10_000_000),
    auditCost: more["audit-cost"],
    built,
    only,
  };
}

function parsed(args: readonly string[]) {
  const options = {
    cases: { type: "string", default: "10000" },
    rounds: { type: "string", default: "6" },
    seconds: { type: "string", default: "3" },
    pages: { type: "boolean", default: false },
    sight: { type: "boolean", default: false },
    trail: { type: "string", default: "0" },
    questions: { type: "string", default: "0" },
    "audit-cost": { type: "boolean", default: false },
    built: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] as string[] },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new Unusable(`The arguments were not understood: ${usage}.`);
  }
}
