import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createTranslator } from "use-intl/core";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { otherActions, sentenceWords } from "@/lib/audit/sentences";
import {
  environment,
  manyAtOnce,
  noFindUnique,
  nothingTypedInAddresses,
  noUnsafeSql,
  oneClock,
  organisationNamed,
  rawPool,
} from "@/lib/core/house/code";
import { closedFileList, shortFiles } from "@/lib/core/house/files";
import { layersOf } from "@/lib/core/house/layers";
import { registered, viewsRecorded } from "@/lib/core/house/registered";
import { clientBoundary, noServerActions, serverOnly } from "@/lib/core/house/server";
import { projectSources, root, type Rule } from "@/lib/core/house/source";
import {
  type Catalogue,
  errorsHaveWords,
  keysOf,
  listsHaveWords,
  namesHaveWords,
  noProseErrors,
  sameKeys,
} from "@/lib/core/house/words";
import { type Permission, permissions } from "@/lib/core/permissions";
import { pseudoCatalogue } from "@/lib/core/pseudo";
import { commands, queries } from "@/lib/registry";
import { permissionsPage } from "@/scripts/permissions-page";

const sources = projectSources();
const english = catalogueOf("en");
const names = Object.keys(permissions) as Permission[];

function catalogueOf(locale: string): Record<string, Catalogue> {
  const folder = join(root, "messages", locale);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(folder, name), "utf8"))]),
  );
}

/** Each rule with a fault that it must find: files by path. */
const rules: Record<string, { rule: Rule; faults: Record<string, string>[] }> = {
  "a domain's list of files is closed": {
    rule: closedFileList,
    faults: [
      { "lib/needs/service.ts": "" },
      { "lib/needs/anything.ts": "" },
      { "lib/core/utils.ts": "" },
      { "components/ui/index.ts": "" },
    ],
  },
  "files are short": {
    rule: shortFiles,
    faults: [{ "lib/needs/queries.ts": "\n".repeat(301) }],
  },
  "server files say so first": {
    rule: serverOnly,
    faults: [
      { "lib/needs/queries.ts": "export const a = 1;" },
      { "lib/needs/clocks.ts": 'import { readFileSync } from "node:fs";' },
      { "lib/core/x.ts": 'import pg from "pg";' },
      {
        "lib/needs/clocks.ts": 'import { a } from "@/lib/needs/urgency";',
        "lib/needs/urgency.ts": 'import "server-only";',
      },
      { "lib/needs/commands.ts": '// first\nimport "server-only";' },
    ],
  },
  "client components reach no server file": {
    rule: clientBoundary,
    faults: [
      {
        "components/x.tsx": '"use client";\nimport { a } from "@/lib/needs/queries";',
        "lib/needs/queries.ts": 'import "server-only";',
      },
      {
        "components/x.tsx": '"use client";\nimport { a } from "./y";',
        "components/y.tsx": 'export { a } from "@/lib/needs/queries";',
        "lib/needs/queries.ts": 'import "server-only";',
      },
    ],
  },
  "there are no server actions": {
    rule: noServerActions,
    faults: [
      { "app/x.ts": '"use server";\nexport async function a() {}' },
      { "app/x.tsx": 'export async function a() { "use server"; }' },
    ],
  },
  "no form puts what is typed into an address": {
    rule: nothingTypedInAddresses,
    faults: [{ "components/x.tsx": "export const X = () => <form onSubmit={send}><input /></form>;" }],
  },
  "findUnique is not used": {
    rule: noFindUnique,
    faults: [
      { "lib/needs/queries.ts": "ctx.db.need.findUnique({})" },
      { "lib/core/x.ts": "ctx.db.need.findUniqueOrThrow({})" },
    ],
  },
  "SQL has no raw text": {
    rule: noUnsafeSql,
    faults: [
      { "lib/needs/queries.ts": "ctx.db.$queryRawUnsafe(text)" },
      { "scripts/x.ts": "tx.$executeRawUnsafe(text)" },
    ],
  },
  "rows are written many at once": {
    rule: manyAtOnce,
    faults: [
      { "lib/needs/commands.ts": "ctx.db.need.create({})" },
      { "lib/needs/commands.ts": "await tx.need.upsert({})" },
    ],
  },
  "settings are read in one place": {
    rule: environment,
    faults: [{ "lib/core/x.ts": "process.env.X" }, { "app/page.tsx": 'process.env["X"]' }],
  },
  "the raw pool stays with the doors": {
    rule: rawPool,
    faults: [
      { "lib/needs/queries.ts": 'import { pool } from "@/lib/core/db";' },
      { "lib/users/queries.ts": 'import { authPool } from "@/lib/core/db";' },
      { "app/page.tsx": 'import pg from "pg";' },
    ],
  },
  "domains have one clock": {
    rule: oneClock,
    faults: [
      { "lib/needs/commands.ts": "const now = new Date();" },
      { "lib/needs/clocks.ts": "Date.now() + 1" },
    ],
  },
  "lists and changes name the organisation": {
    rule: organisationNamed,
    faults: [
      { "lib/needs/queries.ts": "ctx.db.need.findMany({ where: { id } })" },
      { "lib/needs/queries.ts": "ctx.db.need.count()" },
      { "lib/needs/commands.ts": "ctx.db.need.deleteMany({ select: {} })" },
    ],
  },
  "errors are codes and keys": {
    rule: noProseErrors,
    faults: [
      { "lib/needs/commands.ts": 'throw invalid("That is not a need", "code");' },
      { "lib/needs/commands.ts": 'throw conflict("needs.error.not agreed");' },
      { "lib/needs/commands.ts": 'throw new AppError("TEAPOT");' },
      { "lib/needs/commands.ts": 'throw new Error("Need is gone");' },
      { "lib/needs/schema.ts": 'z.string().min(1, "Please type something")' },
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

it("the rules look at the whole project", () => {
  const folders = new Set(sources.map(({ path }) => path.split("/")[0]));
  expect([...folders]).toEqual(expect.arrayContaining(["app", "components", "lib", "scripts"]));
  expect(sources.length).toBeGreaterThan(250);
  expect(sources.some(({ path }) => path.startsWith("lib/core/prisma/"))).toBe(false);
});

describe("imports fall downhill", () => {
  const base = mkdtempSync(join(tmpdir(), "onward-house-"));
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it("everywhere", async () => {
    const { violations, modules } = await layersOf();
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(250);
  });

  it.each([
    ["layers-core", { "lib/core/x.ts": 'import "../../lib/needs/schema";', "lib/needs/schema.ts": "" }],
    [
      "layers-people",
      { "lib/people/queries.ts": 'import "../../lib/cases/schema";', "lib/cases/schema.ts": "" },
    ],
    [
      "layers-audit",
      {
        "lib/audit/queries.ts": 'import type { A } from "../../lib/needs/schema";',
        "lib/needs/schema.ts": "export type A = 1;",
      },
    ],
    ["layers-known", { "lib/needs/queries.ts": 'import "../bananas/schema";', "lib/bananas/schema.ts": "" }],
    ["layers-lib", { "lib/needs/queries.ts": 'import "../../components/x";', "components/x.ts": "" }],
    [
      "layers-components",
      { "components/x.ts": 'import "../lib/needs/commands";', "lib/needs/commands.ts": "" },
    ],
    ["layers-ui", { "components/ui/x.ts": 'import "../../lib/needs/schema";', "lib/needs/schema.ts": "" }],
    ["layers-registry", { "app/page.ts": 'import "../lib/registry";', "lib/registry.ts": "" }],
    ["layers-testing", { "lib/core/x.ts": 'import "../../lib/testing/staff";', "lib/testing/staff.ts": "" }],
    [
      "foreign-commands",
      { "lib/referrals/commands.ts": 'import "../../lib/needs/commands";', "lib/needs/commands.ts": "" },
    ],
    [
      "prisma-in-core",
      { "lib/needs/queries.ts": 'import "../../lib/core/prisma/client";', "lib/core/prisma/client.ts": "" },
    ],
    ["no-circular", { "lib/needs/a.ts": 'import "./b";', "lib/needs/b.ts": 'import "./a";' }],
    ["resolvable", { "lib/needs/a.ts": 'import "./nowhere";' }],
  ])("else it is found: %s", async (rule, files) => {
    const project = mkdtempSync(join(base, "p-"));
    const folders = ["app", "components", "lib"];
    for (const folder of folders) mkdirSync(join(project, folder), { recursive: true });
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: { module: "esnext", moduleResolution: "bundler", paths: { "@/*": ["./*"] } },
      }),
    );
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(project, dirname(path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    const { violations } = await layersOf(project, folders);
    expect(violations.join("\n")).toContain(rule);
  });
});

describe("every permission is one command or query", () => {
  const given = [[...commands.values()], [...queries.values()]].map((list) =>
    list.map(({ name }) => name as string),
  ) as [string[], string[]];

  it("and the other way round", () => {
    expect(registered(permissions, ...given)).toEqual([]);
  });

  it("under its own name, once", () => {
    const row = { does: "write", audited: true } as const;
    expect(registered({ "need.add": row }, [], [])).toHaveLength(1);
    expect(registered({ "need.add": row }, ["need.add", "need.add"], [])).toHaveLength(1);
    expect(registered({ "need.add": row }, [], ["need.add"])).toHaveLength(1);
    expect(registered({ "need.add": row }, ["need.add"], ["need.list"])).toHaveLength(1);
    for (const [name, { name: own }] of [...commands, ...queries]) expect(own).toBe(name);
  });

  it("and what shows a case or a person leaves a view event", () => {
    expect(viewsRecorded(permissions, [...queries.values()])).toEqual([]);
    const output = z.object({ rows: z.array(z.object({ initials: z.string().nullable() })) });
    const rows = (allows: string[], audited: boolean) => ({ "case.list": { allows, audited } });
    const planted = [{ name: "case.list", output }];
    expect(viewsRecorded(rows(["caseworker"], false), planted)).toHaveLength(1);
    expect(viewsRecorded(rows(["caseworker"], true), planted)).toEqual([]);
    expect(viewsRecorded(rows(["system"], false), planted)).toEqual([]);
  });
});

describe("words", () => {
  const locales = readdirSync(join(root, "messages"));

  it.each(locales)("are the same names in %s", (locale) => {
    expect(sameKeys(locale, english, catalogueOf(locale))).toEqual([]);
    expect(sameKeys("x", { a: { b: "" } }, { a: { c: "" } })).toHaveLength(2);
  });

  it("exist for every error, and no error message is left over", () => {
    expect(errorsHaveWords(sources, english)).toEqual([]);
    const planted = [{ path: "lib/needs/commands.ts", text: 'throw conflict("needs.error.gone")' }];
    expect(errorsHaveWords(planted, { needs: { error: { other: "Other." } } })).toHaveLength(2);
  });

  it("exist for every permission", () => {
    expect(namesHaveWords("permissions", names, english.permissions!)).toEqual([]);
    expect(namesHaveWords("permissions", ["need.add"], { need: { list: "List" } })).toHaveLength(1);
  });

  it("exist for every act in the audit trail, done or tried", () => {
    const { action, attempt } = english.audit as { action: Catalogue; attempt: Catalogue };
    const acts = names.filter((name) => permissions[name].audited);
    expect(namesHaveWords("audit.action", [...acts, ...otherActions], action)).toEqual([]);
    expect(namesHaveWords("audit.attempt", [...names, ...otherActions], attempt)).toEqual([]);
    const known = new Set<string>([...names, ...otherActions]);
    expect([...keysOf(action), ...keysOf(attempt)].filter((key) => !known.has(key))).toEqual([]);
  });

  it("of an act speak only of what every act can say", () => {
    const say = sayer(english.audit!);
    const sentences = keysOf(english.audit!).filter((key) => /^(action|attempt)\./.test(key));
    for (const key of sentences)
      expect(say(key, sentenceWords)).toMatch(key.startsWith("attempt") ? /^tried to / : /^\p{Ll}/u);
    expect(() => sayer({ a: "added the need {type}" })("a", sentenceWords)).toThrow();
  });

  it("exist for every value of every coded list", async () => {
    const modules = import.meta.glob<Record<string, unknown>>("/lib/*/**/schema.ts", { eager: true });
    const found = Object.entries(modules).flatMap(([path, exports]) => {
      const noun = path.split("/")[2]!;
      return listsHaveWords(noun, listsIn(exports), english[noun] ?? {});
    });
    expect(found).toEqual([]);
    expect(Object.keys(modules).length).toBeGreaterThan(8);
    expect(listsHaveWords("needs", { urgencies: ["soon", "later"] }, { urgency: { soon: "Soon" } })).toEqual([
      "messages/needs.json: urgencies lacks later",
    ]);
  });

  it("survive being stretched and mirrored", () => {
    for (const locale of ["en-XA", "ar-XB"] as const)
      expect(sameKeys(locale, english, pseudoCatalogue(english as never, locale) as never)).toEqual([]);
  });
});

it("docs/permissions.md says what the permission table says", () => {
  expect(readFileSync(join(root, "docs/permissions.md"), "utf8")).toBe(permissionsPage());
});

/** Lists that nobody ever sees. */
const unseen = new Set(["countedLists", "matchKeyKinds", "sealingKeyKinds"]);

function listsIn(exports: Record<string, unknown>): Record<string, readonly string[]> {
  const isList = (value: unknown): value is string[] =>
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
  return Object.fromEntries(
    Object.entries(exports).filter(
      (entry): entry is [string, string[]] => isList(entry[1]) && !unseen.has(entry[0]),
    ),
  );
}

/** Fills in messages, and refuses one that asks for more than it is given. */
function sayer(messages: Catalogue): (key: string, values: object) => string {
  const onError = (error: unknown): never => {
    throw error;
  };
  return createTranslator({ locale: "en", messages: messages as Record<string, unknown>, onError }) as never;
}
