import { describe, expect, it } from "vitest";
import { logFieldsListed, noConsole } from "@/lib/core/house/logs";
import { projectSources, type Rule } from "@/lib/core/house/source";

const sources = projectSources();

/** Each rule with a fault that it must find: files by path. */
const rules: Record<string, { rule: Rule; faults: Record<string, string>[] }> = {
  "a line of the log holds listed fields": {
    rule: logFieldsListed,
    faults: [
      { "lib/needs/commands.ts": 'log.info({ userId, displayName }, "done");' },
      { "lib/needs/commands.ts": 'log.info({ ["link"]: 1 }, "done");' },
      { "lib/needs/commands.ts": 'log.info({ ...input }, "done");' },
      { "lib/needs/commands.ts": 'const facts = { code, body }; log.info({ ...facts }, "done");' },
      { "lib/needs/commands.ts": 'log.info(input, "done");' },
      { "lib/needs/commands.ts": 'log.error({ ...(error && { message }) }, "done");' },
      { "lib/core/x.ts": "log.info({ code }, `done for ${name}`);" },
      { "scripts/worker.ts": "log.error(error.message);" },
      { "lib/core/x.ts": 'log.info({ code }, "done for %s", name);' },
    ],
  },
  "what serves writes nothing past the log": {
    rule: noConsole,
    faults: [
      { "components/x.tsx": "console.error(error)" },
      { "lib/core/x.ts": "const { log } = console;" },
      { "scripts/worker.ts": "console.log(job)" },
      { "lib/core/x.ts": "process.stdout.write(name)" },
    ],
  },
};

describe.each(Object.entries(rules))("%s", (_name, { rule, faults }) => {
  it("everywhere", () => {
    expect(rule(sources)).toEqual([]);
  });

  it.each(faults)("else it is found: %j", (files) => {
    const planted = Object.entries(files).map(([path, text]) => ({ path, text }));
    expect(rule(planted)).not.toEqual([]);
  });
});
