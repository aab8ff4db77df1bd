import { domainOf, isTest, type Rule } from "@/lib/core/house/source";

/** The verbs of a domain, and two more words that several share: reaching a record, and choosing rows for a list. */
const verbs = [
  "schema",
  "policy",
  "workflow",
  "queries",
  "commands",
  "jobs",
  "job-handlers",
  "scope",
  "filter",
];

/** Rich, pure logic, named after what it is. Listed here so that a new file is a decision. */
const named: Record<string, readonly string[]> = {
  audit: [
    "anchor",
    "checkpoint",
    "csv",
    "description",
    "dump",
    "file",
    "judge",
    "key",
    "leaf",
    "lines",
    "merkle",
    "proof",
    "questions",
    "reading",
    "sealer",
    "sentences",
    "signature",
    "settings",
    "verify",
  ],
  cases: ["requests", "restriction", "code", "held", "next-step", "record", "sql", "standing"],
  consents: ["share-matrix", "terms"],
  dashboard: ["figures"],
  day: ["order"],
  mail: ["letter"],
  intake: ["answers", "questions", "registration"],
  needs: ["clocks", "kinds", "urgency"],
  people: ["child", "duplicates", "initials", "match", "name-key", "phone", "record", "search"],
  referrals: ["clocks", "elements", "facts", "fit", "moves", "snapshot"],
  retention: ["answers", "help", "identity", "notes", "rules", "sharing", "trail", "words"],
  watch: ["rules"],
  users: ["accounts", "ceremony", "code", "enrolment", "held", "invitations", "showing"],
};
/** Writing systems, one file each. */
const scripts = /^lib\/people\/names\/[a-z-]+\.ts$/;
const forbidden = /^(index|utils?|helpers?|types|service|constants|common|shared|misc)$/;

/** A domain holds its verbs and files that name what they compute; no drawers for odds and ends anywhere. */
export const closedFileList: Rule = (sources) =>
  sources.flatMap((source) => {
    const { path } = source;
    const name = path
      .split("/")
      .at(-1)!
      .replace(/\.(ts|tsx|mjs|js|cjs)$/, "");
    if (forbidden.test(name)) return [`${path}: name the file after what it holds`];
    const domain = domainOf(path);
    if (!domain || isTest(source) || verbs.includes(name) || scripts.test(path)) return [];
    return named[domain]?.includes(name)
      ? []
      : [`${path}: not in the closed file list of lib/core/house/files.ts`];
  });

/** Files of which more than 300 lines are one list that belongs together, with the reason. */
const long: Record<string, string> = {};

/** A file that nobody can hold in mind is two files. */
export const shortFiles: Rule = (sources) =>
  sources.flatMap((source) => {
    const lines = source.text.split("\n").length - 1;
    const limit = isTest(source) ? 500 : 300;
    return lines > limit && !(source.path in long)
      ? [`${source.path}: ${lines} lines; think at 200, stop at ${limit}`]
      : [];
  });
