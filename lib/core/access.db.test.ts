import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Actor, grantKinds, type Principal, principalsOf, roles, type Staff } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { isPermitted, type Permission, permissions } from "@/lib/core/permissions";
import { saveDraft } from "@/lib/intake/commands";
import { commands, queries } from "@/lib/registry";
import { useDatabase } from "@/lib/testing/database";
import { houseCalls } from "@/lib/testing/house-calls";
import { eventsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";
import { calls, type Ids, type World, worldOf } from "@/lib/testing/world";

const database = useDatabase();
const doors = new Map([...commands, ...queries]);
const names = Object.keys(permissions) as Permission[];

/** What an actor gets, as the HTTP door would say it, without the number of the request. */
async function outcome(actor: Actor, name: string, input: object): Promise<{ code: string; body: string }> {
  try {
    const result = await doors.get(name)!.execute(actor, input, testOrigin);
    return { code: "OK", body: JSON.stringify(result) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, fields, params } = error;
    return { code, body: JSON.stringify({ code, fields, params }) };
  }
}

const inSight = ["the caseworker", "a colleague of the team", "the coordinator of the site"] as const;
const outOfSight = [
  "another team of the site",
  "the coordinator of another site",
  "a caseworker elsewhere",
  "a coordinator elsewhere",
] as const;
const people = {} as Record<(typeof inSight)[number], Staff>;
const strangers = {} as Record<(typeof outOfSight)[number], World>;
const principals = {} as Record<Principal, Actor>;
let world: World;

beforeAll(async () => {
  const { ownerUrl } = database;
  const home = await makeOrganisation(ownerUrl);
  const elsewhere = await makeOrganisation(ownerUrl, { name: "Harbour" });
  const [here, there] = home.sites;
  world = await worldOf(ownerUrl, await makeStaff(ownerUrl, home, "caseworker"));
  people["the caseworker"] = world.staff;
  people["a colleague of the team"] = await makeStaff(ownerUrl, home, "caseworker");
  people["the coordinator of the site"] = await makeStaff(ownerUrl, home, "coordinator", { site: here! });
  strangers["another team of the site"] = await worldOf(
    ownerUrl,
    await makeStaff(ownerUrl, home, "caseworker", { team: 1 }),
  );
  strangers["the coordinator of another site"] = await worldOf(
    ownerUrl,
    await makeStaff(ownerUrl, home, "coordinator", { site: there! }),
  );
  strangers["a caseworker elsewhere"] = await worldOf(
    ownerUrl,
    await makeStaff(ownerUrl, elsewhere, "caseworker"),
  );
  strangers["a coordinator elsewhere"] = await worldOf(
    ownerUrl,
    await makeStaff(ownerUrl, elsewhere, "coordinator"),
  );
  for (const role of roles) principals[role] = await makeStaff(ownerUrl, home, role);
  for (const grant of grantKinds)
    principals[grant] = await makeStaff(ownerUrl, home, "limited", { grants: [grant] });
  principals.partner = world.holder;
  principals.system = { kind: "system", organisationId: home.id, name: "test" };
}, 120_000);

describe.each(names)("%s", (name) => {
  it.each([...roles, ...grantKinds, "partner", "system"] as const)(
    "may or may not be called by: %s",
    async (principal) => {
      const actor = principals[principal];
      const allowed = principalsOf(actor).some((one) => permissions[name].allows.includes(one as never));
      expect(principalsOf(actor)).toContain(principal);
      const { code } = await outcome(actor, name, {});
      expect([principal, code === "FORBIDDEN"]).toEqual([principal, !allowed]);
    },
  );
});

it("every refusal was written down", async () => {
  const refusals = names.flatMap((name) =>
    Object.keys(principals)
      .filter((one) => !isPermitted(principals[one as Principal], name))
      .map((one) => `${name} ${one}`),
  );
  expect(refusals.length).toBeGreaterThan(100);
  const organisationId = principals.system.organisationId;
  for (const name of names) {
    const told = (await eventsOf(database.ownerUrl, organisationId, name)).filter(
      ({ kind }) => kind === "denied",
    );
    const missing = refusals
      .filter((one) => one.startsWith(`${name} `))
      .filter((one) => {
        const actor = principals[one.split(" ")[1] as Principal];
        return !told.some(
          (event) =>
            event.actor_kind === actor.kind && (actor.kind !== "staff" || event.actor_id === actor.userId),
        );
      });
    expect([name, missing]).toEqual([name, []]);
  }
});

/** What takes an id and is proved where it lives, and why it does not belong here. */
const elsewhere: Partial<Record<Permission, string>> = {
  "access.visit": "only for who visits, lib/access",
  "passkey.add": "a challenge of the same session, lib/users/factors",
  "audit.list": "administrators see the whole organisation, lib/audit/audit.db.test.ts",
  "audit.export": "the same, lib/audit/exporting",
  "audit.download": "only for who asked, lib/audit/exporting",
  "audit.writeExport": "the program's own",
  "case.register": "makes the case; its person and draft, lib/cases/registering",
  "task.open": "the program's own",
  "referral.clock": "the program's own",
  "referral.markLate": "the program's own",
  "referral.stopSharing": "the program's own",
  "factorReset.carryOut": "the program's own",
  "trail.finish": "the program's own",
  "hold.remind": "the program's own",
  "mail.recipient": "the program's own",
};

/** Seen by the whole organisation, so that only others must not know of them. */
const ofOrganisation = new Set(["partnerId", "assigneeId", "siteId"]);
const given = Object.entries(calls) as [Permission, (ids: Ids) => Record<string, unknown>][];

it("everything that takes an id is called here, or proved elsewhere", () => {
  const taking = [...doors.values()].filter(({ input }) =>
    /"[a-zA-Z]+Id"/.test(JSON.stringify(z.toJSONSchema(input, { io: "input", unrepresentable: "any" }))),
  );
  expect(taking.length).toBeGreaterThan(30);
  expect(
    taking
      .map(({ name }) => name)
      .filter((name) => !(name in calls) && !(name in houseCalls) && !(name in elsewhere)),
  ).toEqual([]);
});

describe("what is in sight", () => {
  const cells = given.flatMap(([name, call]) => inSight.map((who) => [name, who, call] as const));

  it.each(cells)("%s is there for %s", async (name, who, call) => {
    const actor = people[who];
    if (!isPermitted(actor, name)) return;
    const ids = name === "draft.discard" ? { ...world.ids, draftId: await draftOf(actor) } : world.ids;
    const { code, body } = await outcome(actor, name, call(ids));
    if (["draft.get", "draft.save"].includes(name) && actor !== world.staff)
      expect(body).toBe((await outcome(actor, name, call({ ...ids, draftId: newId() }))).body);
    else expect(code).not.toBe("NOT_FOUND");
  });
});

describe("what is out of sight", () => {
  const cells = given.flatMap(([name, call]) => outOfSight.map((who) => [name, who, call] as const));

  it.each(cells)("%s answers %s as if it did not exist", async (name, who, call) => {
    const { staff, ids } = strangers[who];
    if (!isPermitted(staff, name)) return;
    const sameHouse = staff.organisationId === world.staff.organisationId;
    const own = Object.values(call(ids));
    const keys = (Object.keys(ids) as (keyof Ids)[]).filter((key) => own.includes(ids[key]));
    for (const key of keys.filter((one) => !(sameHouse && ofOrganisation.has(one)))) {
      const ask = async (id: string) => {
        const { code, body } = await outcome(staff, name, call({ ...ids, [key]: id }));
        return { code, body: body.replaceAll(id, "").replace(/"(asOf|now)":"[^"]+"/, "") };
      };
      const foreign = await ask(world.ids[key]);
      expect([key, foreign]).toEqual([key, await ask(newId())]);
      if (!ofOrganisation.has(key)) expect([key, foreign.code]).toEqual([key, codeOfNothing(name)]);
      if (!sameHouse) for (const id of Object.values(world.ids)) expect(foreign.body).not.toContain(id);
    }
  });

  it.each(["referral.respond", "referral.recordService"] as const)(
    "%s moves no other referral for a partner",
    async (name) => {
      const { holder } = strangers["another team of the site"];
      const foreign = await outcome(holder, name, calls[name]!(world.ids));
      const nothing = await outcome(holder, name, calls[name]!({ ...world.ids, referralId: newId() }));
      expect(foreign).toEqual(nothing);
      expect(foreign.code).not.toBe("OK");
    },
  );
});

/** How a call ends whose record is not there: a draft may be saved under any free id. */
function codeOfNothing(name: Permission): string {
  return name === "draft.save" ? "CONFLICT" : "NOT_FOUND";
}

async function draftOf(staff: Staff): Promise<string> {
  return (await saveDraft.execute(staff, { level: "l0", step: "name", answers: {} }, testOrigin)).draftId;
}
