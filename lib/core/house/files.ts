import { domainOf, isTest, type Rule } from "@/lib/core/house/source";

/** The verbs of a domain. Other names are for rich logic, and are listed here so that a new one is a decision. */
const verbs = ["schema", "policy", "workflow", "queries", "commands", "jobs", "job-handlers"];
const named: Record<string, readonly string[]> = {
  audit: ["sentences"],
  consents: ["share-matrix", "terms"],
  needs: ["clocks", "filter", "kinds", "urgency"],
  people: ["child"],
  referrals: ["clocks", "elements", "facts", "filter", "fit", "moves", "scope", "snapshot"],
  users: ["invitations"],
};
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
    if (!domain || isTest(source) || verbs.includes(name)) return [];
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
