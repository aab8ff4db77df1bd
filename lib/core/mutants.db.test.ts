import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Permission } from "@/lib/core/permissions";
import { commands, queries } from "@/lib/registry";
import { useDatabase } from "@/lib/testing/database";
import { runAs, sumsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";
import { calls, type Ids, type World, worldOf } from "@/lib/testing/world";

/**
 * What if the program forgot? Here it has: with a switch each, no permission is asked, no policy, and no statement names
 * its organisation. What still stands between a stranger and a case is the database alone.
 */
const forgotten = vi.hoisted(() => ({ permissions: false, policies: false, organisations: false }));

vi.mock(import("@/lib/core/permissions"), async (original) => {
  const real = await original();
  return {
    ...real,
    isPermitted: (...asked) => forgotten.permissions || real.isPermitted(...asked),
    factorNeeded: (...asked) => (forgotten.permissions ? null : real.factorNeeded(...asked)),
  };
});

vi.mock(import("@/lib/core/command"), async (original) => {
  const real = await original();
  const defineCommand = (definition: { allow: (...asked: never[]) => boolean }) =>
    real.defineCommand({
      ...definition,
      allow: (...asked: never[]) => forgotten.policies || definition.allow(...asked),
    } as never);
  return { ...real, defineCommand: defineCommand as unknown as typeof real.defineCommand };
});

vi.mock(import("@/lib/core/db"), async (original) => {
  const real = await original();
  const forgetful = (model: object) =>
    new Proxy(model, {
      get(target, method) {
        const run = Reflect.get(target, method) as unknown;
        if (typeof run !== "function") return run;
        return (options?: { where?: { organisationId?: unknown } }) => {
          if (!forgotten.organisations || !options?.where) return run.call(target, options);
          const { organisationId: _, ...where } = options.where;
          return run.call(target, { ...options, where });
        };
      },
    });
  const inTransaction: typeof real.inTransaction = (actor, isolation, work) =>
    real.inTransaction(actor, isolation, (tx, now) => {
      const models = new Proxy(tx, {
        get: (target, name) => {
          const found = Reflect.get(target, name) as unknown;
          return found && typeof found === "object" && "findMany" in found ? forgetful(found) : found;
        },
      });
      return work(models, now);
    });
  return { ...real, inTransaction };
});

vi.mock(import("@/lib/core/hot"), async (original) => {
  const real = await original();
  const forget = (text: string) =>
    text.replace(/(\b\w+\.)?organisation_id = \$1\b/g, (condition) => `(${condition} or true)`);
  const hotQuery: typeof real.hotQuery = (actor, statement) =>
    real.hotQuery(
      actor,
      forgotten.organisations ? { ...statement, text: forget(statement.text) } : statement,
    );
  return { ...real, hotQuery };
});

const database = useDatabase();
const doors = new Map([...commands, ...queries]);
const mutants: Record<string, Partial<typeof forgotten>> = {
  "no permission is asked": { permissions: true },
  "no policy is asked": { policies: true },
  "no statement names its organisation": { organisations: true },
  "all of it": { permissions: true, policies: true, organisations: true },
};
const strangers = [
  "a caseworker of another team",
  "a coordinator of another site",
  "an administrator",
  "a volunteer",
  "a caseworker of another organisation",
  "a coordinator of another organisation",
  "an administrator of another organisation",
] as const;
type Stranger = (typeof strangers)[number];
const of = {} as Record<Stranger, Staff>;
let world: World;
let own: Ids;

beforeAll(async () => {
  const { ownerUrl } = database;
  const home = await makeOrganisation(ownerUrl);
  const away = await makeOrganisation(ownerUrl, { name: "Harbour" });
  world = await worldOf(ownerUrl, await makeStaff(ownerUrl, home, "caseworker"));
  own = Object.fromEntries(Object.keys(world.ids).map((key) => [key, newId()])) as Ids;
  of["a caseworker of another team"] = await makeStaff(ownerUrl, home, "caseworker", { team: 1 });
  of["a coordinator of another site"] = await makeStaff(ownerUrl, home, "coordinator", {
    site: home.sites[1]!,
  });
  of["an administrator"] = await makeStaff(ownerUrl, home, "administrator");
  of["a volunteer"] = await makeStaff(ownerUrl, home, "limited", { grants: ["intake"] });
  of["a caseworker of another organisation"] = await makeStaff(ownerUrl, away, "caseworker");
  of["a coordinator of another organisation"] = await makeStaff(ownerUrl, away, "coordinator");
  of["an administrator of another organisation"] = await makeStaff(ownerUrl, away, "administrator");
}, 60_000);

const mutating = () => Object.values(forgotten).some(Boolean);

/** What the stranger gets, as text; empty when refused or broken. */
async function ask(stranger: Stranger, name: Permission, input: object): Promise<string> {
  try {
    return JSON.stringify(await doors.get(name)!.execute(of[stranger], input, testOrigin));
  } catch (error) {
    // A crash is not nice, but it tells nothing either.
    if (error instanceof AppError || mutating()) return "";
    throw error;
  }
}

const cases = [
  "case_file",
  "exit_event",
  "need",
  "consent",
  "referral",
  "note",
  "task",
  "person",
  "person_name",
  "person_contact",
  "intake_draft",
  "partner_link",
];
const stateOf = () => sumsOf(database.ownerUrl, world.staff.organisationId, cases);

const given = Object.entries(calls) as [Permission, (ids: Ids) => Record<string, unknown>][];
/** What everybody of the house may know: who works where, and with whom it works. */
const ofHouse: readonly (keyof Ids)[] = ["partnerId", "assigneeId", "siteId"];

describe.each(Object.keys(mutants))("when %s", (mutant) => {
  it.each(strangers)("%s learns and changes nothing", async (stranger) => {
    Object.assign(forgotten, { permissions: false, policies: false, organisations: false }, mutants[mutant]);
    const before = await stateOf();
    const foreign = of[stranger].organisationId !== world.staff.organisationId;
    const secret = (Object.keys(world.ids) as (keyof Ids)[]).filter(
      (key) => foreign || !ofHouse.includes(key),
    );
    for (const [name, call] of given) {
      for (const ids of [world.ids, ...secret.map((key) => ({ ...own, [key]: world.ids[key] }))]) {
        const input = call(ids);
        const answer = await ask(stranger, name, input);
        const told = secret.filter(
          (key) => answer.includes(world.ids[key]) && !JSON.stringify(input).includes(world.ids[key]),
        );
        expect([name, told]).toEqual([name, []]);
      }
    }
    expect(await stateOf()).toEqual(before);
  });
});

it("without the walls of the database all of this leaks: the switches work", async () => {
  for (const table of ["case_file", "consent", "partner", "partner_service", "sealing_key"])
    await runAs(database.ownerUrl, null, [`create policy planted on ${table} using (true)`]);
  const leaks = async (name: Permission, input: object, organisations: boolean) => {
    Object.assign(forgotten, { permissions: false, policies: false, organisations });
    const answer = await ask("a caseworker of another organisation", name, input);
    return answer.includes(world.ids.partnerId) || answer.includes(world.ids.consentId);
  };
  const { caseId } = world.ids;
  expect(await leaks("consent.list", { caseId }, false)).toBe(false);
  expect(await leaks("consent.list", { caseId }, true)).toBe(true);
  expect(await leaks("partner.list", {}, false)).toBe(false);
  expect(await leaks("partner.list", {}, true)).toBe(true);
});
