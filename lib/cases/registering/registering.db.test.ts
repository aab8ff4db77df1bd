import { beforeAll, describe, expect, it } from "vitest";
import { breakGlass } from "@/lib/access/commands";
import { newCaseCode } from "@/lib/cases/code";
import { getCase } from "@/lib/cases/reading/queries";
import { registerCase } from "@/lib/cases/registering/commands";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { RegistrationInput } from "@/lib/cases/schema";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { saveDraft } from "@/lib/intake/commands";
import { useDatabase } from "@/lib/testing/database";
import { keptOfDraft } from "@/lib/testing/drafts";
import { restrictUse } from "@/lib/retention/restricting/commands";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { Random } from "@/lib/testing/random";
import { makeRegistration } from "@/lib/testing/registration";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let coordinator: Staff;
let stranger: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  coordinator = await makeStaff(database.ownerUrl, house, "coordinator", { name: "Rith" });
  stranger = await makeStaff(database.ownerUrl, other, "caseworker", { name: "Sam" });
});

const register = (actor: Staff, input: unknown, key?: string) =>
  registerCase.execute(actor, input, testOrigin, key);
const look = (actor: Staff, caseId: string) => getCase.execute(actor, { caseId }, testOrigin);
const reveal = (actor: Staff, caseId: string, what: string) =>
  revealPerson.execute(actor, { caseId, what, reason: "other" }, testOrigin);
const rows = (sql: string, values: unknown[] = []) => rowsOf(database.ownerUrl, house.id, sql, values);
const registrations = async (caseId: string) =>
  (await eventsOf(database.ownerUrl, house.id, "case.register")).filter((event) => event.case_id === caseId);

const fullTalk: RegistrationInput = {
  level: "l1",
  names: [{ full: "សុខ សុភាព" }, { full: "Sok Sopheap", type: "passport" }],
  preferredName: "Pheap",
  contacts: [
    { method: "telegram", value: "+855 12 345 678", safeToContact: "only_text", rule: "after 18:00" },
  ],
  documents: [{ type: "passport", country: "KH", number: "n 0123-4567" }],
  nationalities: ["KH", "KH"],
  preferredLanguage: "km",
  interpreterNeeded: "no",
  sexGender: "feminine",
  ageGroup: "15_17",
  ageCertainty: "disputed_treat_as_child",
  birthDate: { year: "២៥៥២", month: "៣" },
  canTalkSafely: "yes",
  safeTonight: "no",
  hurtNow: "yes_can_wait",
  pregnancy: "declined",
  dangerFrom: ["recruiter", "officials"],
  medicalRedFlags: ["none"],
  mustNotTell: "Her husband",
  noAnswers: { mayTell: "not_asked" },
  goal: "Call her mother",
  exit: {
    mode: "individual_escape",
    officialPresence: "present_role_unclear",
    exitDate: "2026-03",
    note: "Over the wall",
  },
};

describe("case.register", () => {
  it("protects a child of whom only the year of birth is known", async () => {
    const { caseId } = await register(dara, { birthDate: "2015" });
    expect((await look(dara, caseId)).person).toMatchObject({ ageGroup: "0_11", isChild: true });
  });

  it("needs nothing at all: a code is enough", async () => {
    const { caseId, personId, code, duplicates } = await register(dara, {});
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]$/);
    expect(duplicates).toEqual([]);
    expect(await look(dara, caseId)).toMatchObject({
      status: "pre_registered",
      level: "l0",
      assigneeId: dara.userId,
      siteId: house.sites[0]!.id,
      teamId: house.sites[0]!.teamIds[0],
      privateAnswered: false,
      person: { id: personId, initials: null, names: 0, ageGroup: null, isChild: false },
    });
    expect(await registrations(caseId)).toMatchObject([
      {
        kind: "write",
        entity: "case",
        entity_id: caseId,
        actor_id: dara.userId,
        covers: [personId],
        detail: { level: "l0", assigned: true, knownPerson: false, duplicates: 0 },
      },
    ]);
  });

  it("keeps a first talk: coded answers in columns, everything that tells who it is sealed", async () => {
    const { caseId, personId } = await register(dara, fullTalk);
    const seen = await look(dara, caseId);
    expect(seen).toMatchObject({
      status: "registered",
      level: "l1",
      goal: "Call her mother",
      privateAnswered: true,
      answers: { canTalkSafely: "yes", safeTonight: "no", wishes: null },
      exits: [
        {
          mode: "individual_escape",
          officialPresence: "present_role_unclear",
          exitDate: "2026-03",
          hasNote: true,
        },
      ],
    });
    expect(seen.person).toMatchObject({
      initials: "P.",
      ageGroup: "15_17",
      isChild: true,
      nationalities: ["KH"],
      names: 2,
      contacts: 1,
      documents: 1,
      hasBirthDate: true,
    });
    expect(await reveal(dara, caseId, "names")).toMatchObject({
      preferredName: "Pheap",
      names: [
        { full: "សុខ សុភាព", script: "khmer", type: "stated" },
        { full: "Sok Sopheap", script: "latin", type: "passport" },
      ],
    });
    expect(await reveal(dara, caseId, "birth_date")).toEqual({ birthDate: "2009-03" });
    expect(await reveal(dara, caseId, "private")).toEqual({
      private: {
        hurtNow: "yes_can_wait",
        pregnancy: "declined",
        dangerFrom: ["recruiter", "officials"],
        medicalRedFlags: ["none"],
        mustNotTell: "Her husband",
        noAnswers: { mayTell: "not_asked" },
      },
      exitNotes: [{ exitId: seen.exits[0]!.id, note: "Over the wall" }],
    });
    const stored = await rows(
      `select to_jsonb(p)::text || (select jsonb_agg(n)::text from person_name n where n.person_id = p.id)
        || (select jsonb_agg(c)::text from person_contact c where c.person_id = p.id)
        || (select jsonb_agg(d)::text from identity_document d where d.person_id = p.id)
        || (select jsonb_agg(f)::text from case_file f where f.person_id = p.id)
        || (select jsonb_agg(e.detail)::text from audit_event e where e.case_id = $2) as text
       from person p where p.id = $1`,
      [personId, caseId],
    );
    const text = String(stored[0]!["text"]);
    // Sealed bytes and ids are random: four digits of theirs can be a year by chance.
    const plain = text.replaceAll(/\\x[0-9a-f]+|[0-9a-f-]{36}/g, "");
    for (const secret of [
      "Sopheap",
      "សុភាព",
      "Pheap",
      "12345678",
      "12 345 678",
      "01234567",
      "husband",
      "mother",
      "2009",
    ]) {
      expect(plain, secret).not.toContain(secret);
      expect(text, secret).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });

  it("keeps an alias alone, and a person without a name", async () => {
    const alias = await register(dara, { preferredName: "Lotus" });
    expect((await look(dara, alias.caseId)).person.initials).toBe("L.");
    const nameless = await register(dara, { safeTonight: "no", noAnswers: { names: "declined" } });
    expect((await look(dara, nameless.caseId)).person.initials).toBeNull();
    expect(await reveal(dara, nameless.caseId, "private")).toMatchObject({
      private: { noAnswers: { names: "declined" } },
    });
  });

  it("leaves a coordinator's registration free for the site to take, unless told otherwise", async () => {
    const free = await register(coordinator, {});
    expect(await look(coordinator, free.caseId)).toMatchObject({ assigneeId: null, teamId: null });
    const own = await register(coordinator, { assignTo: "me" });
    expect(await look(coordinator, own.caseId)).toMatchObject({ assigneeId: coordinator.userId });
    const team = await register(dara, { assignTo: "nobody" });
    expect(await look(dara, team.caseId)).toMatchObject({
      assigneeId: null,
      teamId: house.sites[0]!.teamIds[0],
    });
  });

  it("refuses a site that is not the actor's, whether it exists or not", async () => {
    for (const siteId of [house.sites[1]!.id, newId()]) {
      await expect(register(dara, { siteId })).rejects.toMatchObject({
        code: "INVALID",
        fields: { siteId: "cases.error.siteNotYours" },
      });
    }
  });

  it.each([
    ["an unknown field", { story: "no" }, { story: "core.error.unknownField" }],
    ["a name too long", { names: [{ full: "x".repeat(201) }] }, { "names.0.full": "core.error.tooLong" }],
    ["an empty name", { names: [{ full: " " }] }, { "names.0.full": "core.error.missing" }],
    ["a control character", { preferredName: "a\u0000b" }, { preferredName: "core.error.controlCharacter" }],
    ["a code not in the list", { safeTonight: "maybe" }, { safeTonight: "core.error.notInList" }],
    ["a number for a text", { goal: 7 }, { goal: "core.error.wrongKind" }],
    [
      "a sale as an exit",
      { exit: { mode: "sold_or_transferred" } },
      { "exit.mode": "cases.error.notAnExit" },
    ],
    [
      "a move as an exit",
      { exit: { mode: "relocated_by_operator" } },
      { "exit.mode": "cases.error.notAnExit" },
    ],
    [
      "an exit to come",
      { exit: { mode: "other", exitDate: "2199" } },
      { "exit.exitDate": "cases.error.dateInFuture" },
    ],
    ["a birth to come", { birthDate: "2198-01" }, { birthDate: "people.error.birthDateInFuture" }],
    ["a day that does not exist", { birthDate: "1999-02-30" }, { birthDate: "dates.error.dayNotInMonth" }],
    ["none next to others", { dangerFrom: ["none", "family"] }, { dangerFrom: "cases.error.noneWithOthers" }],
    [
      "a phone without number",
      { contacts: [{ method: "phone" }] },
      { "contacts.0.value": "people.error.contactValueMissing" },
    ],
    ["a nationality in words", { nationalities: ["Laos"] }, { "nationalities.0": expect.any(String) }],
  ])("refuses %s", async (_what, input, fields) => {
    await expect(register(dara, input)).rejects.toMatchObject({ code: "INVALID", fields });
  });

  it("opens a new episode for somebody known and visible, and adds what is new", async () => {
    const first = await register(dara, { names: [{ full: "Bagus Prasetyo" }], safeTonight: "yes" });
    const again = await register(dara, {
      personId: first.personId,
      contacts: [{ method: "phone", value: "012345999" }],
    });
    expect(again).toMatchObject({ personId: first.personId, duplicates: [] });
    expect(again.caseId).not.toBe(first.caseId);
    const seen = await look(dara, again.caseId);
    expect(seen.person).toMatchObject({ initials: "B. P.", names: 1, contacts: 1 });
    expect(seen.person.otherCases).toMatchObject([{ id: first.caseId, code: first.code }]);
  });

  it("lets the team of a case that may be the same person's see that somebody looked", async () => {
    const phone = { contacts: [{ method: "phone", value: "+855 12 700 811" }] };
    const first = await register(dara, phone);
    await register(dara, phone);
    const looked = await eventsOf(database.ownerUrl, house.id, "person.duplicates");
    expect(looked.filter(({ covers }) => covers.includes(first.caseId))).toHaveLength(1);
  });

  it("keeps what two people add to the same person at once", async () => {
    const { personId } = await register(dara, {});
    const numbers = ["+255754111222", "+255754333444"];
    await Promise.all(
      numbers.map((value) => register(dara, { personId, contacts: [{ method: "phone", value }] })),
    );
    for (const value of numbers) {
      const { duplicates } = await register(dara, { contacts: [{ method: "phone", value }] });
      expect(duplicates.map((hint) => hint.personId)).toContain(personId);
    }
  });

  it("does not find a person of another team or organisation", async () => {
    const { personId } = await register(coordinator, { assignTo: "nobody" });
    await expect(register(dara, { personId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(register(stranger, { personId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(register(dara, { personId: newId() })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("leaves a look on the case that led to the person", async () => {
    const first = await register(dara, { names: [{ full: "Wayan Sari" }] });
    await register(dara, { personId: first.personId });
    const views = await eventsOf(database.ownerUrl, house.id, "case.get");
    expect(views.filter((event) => event.entity_id === first.caseId)).toMatchObject([
      { kind: "view", actor_id: dara.userId, case_id: first.caseId },
    ]);
  });

  describe("of somebody whom a case leads to that is no reason to open another", () => {
    const insert = (actor: Staff, personId: string) =>
      runAs(database.appUrl, actor, [
        `insert into case_file (organisation_id, id, code, person_id, site_id, assignee_id, registered_by, status, level, opened_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6, 'pre_registered', 'l0', now(), now())`,
        [house.id, newId(), newCaseCode(), personId, house.sites[0]!.id, actor.userId],
      ]);

    const give = (actor: Staff, caseId: string, personId: string) =>
      runAs(database.appUrl, actor, [
        "update case_file set person_id = $2 where id = $1",
        [caseId, personId],
      ]);

    it("refuses it beside a restricted case, in the program and in the database", async () => {
      const { caseId, personId } = await register(dara, { names: [{ full: "Made Rest" }] });
      await restrictUse.execute(dara, { caseId, version: 1, because: "person_asked" }, testOrigin);
      await expect(register(dara, { personId })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(insert(dara, personId)).rejects.toMatchObject({ code: "OW005" });
    });

    it("refuses it beside a case that one only visits, and one that is out of sight", async () => {
      const { personId, code, caseId } = await register(coordinator, { assignTo: "nobody" });
      const reason = "He rang the hotline from a taxi and nobody else is there";
      await expect(insert(dara, personId)).rejects.toMatchObject({ code: "OW005" });
      await breakGlass.execute(dara, { code, reason }, testOrigin);
      const visiting = { ...dara, visits: [caseId] };
      await expect(register(visiting, { personId })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(insert(visiting, personId)).rejects.toMatchObject({ code: "OW005" });
      const own = await register(dara, {});
      await expect(give(visiting, own.caseId, personId)).rejects.toMatchObject({ code: "OW005" });
      expect(await register(coordinator, { personId })).toMatchObject({ personId });
    });
  });

  it("refuses roles without cases", async () => {
    const admin = await makeStaff(database.ownerUrl, house, "administrator");
    await expect(register(admin, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(register({ ...dara, memberships: [] }, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("has one effect when sent twice with the same key", async () => {
    const key = newId();
    const [one, two] = await Promise.all([
      register(dara, { safeTonight: "no" }, key),
      register(dara, { safeTonight: "no" }, key),
    ]);
    expect(two).toEqual(one);
    expect(await registrations(one.caseId)).toHaveLength(1);
  });

  it("ends its draft, with the draft's key; of two tabs one wins", async () => {
    const { draftId } = await saveDraft.execute(dara, { level: "l0", step: "name", answers: {} }, testOrigin);
    const tries = await Promise.allSettled([register(dara, { draftId }), register(dara, { draftId })]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(tries.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "CONFLICT", fields: { "": "intake.error.draftGone" } },
    });
    expect(await keptOfDraft(database.ownerUrl, dara, draftId)).toEqual({ drafts: [], keys: 0 });
  });

  it("does not end a colleague's draft", async () => {
    const { draftId } = await saveDraft.execute(
      coordinator,
      { level: "l0", step: "name", answers: {} },
      testOrigin,
    );
    await expect(register(dara, { draftId })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("stores lifelike people, the same for the same seed", async () => {
    const inputs = Array.from({ length: 25 }, (_, index) => makeRegistration(new Random(`person ${index}`)));
    expect(inputs).toEqual(
      Array.from({ length: 25 }, (_, index) => makeRegistration(new Random(`person ${index}`))),
    );
    for (const input of inputs) await register(dara, input);
  });
});

describe("the duplicate hint", () => {
  const hint = async (input: RegistrationInput) => (await register(dara, input)).duplicates;

  it("points to whoever has the same document or number, and never to the person at hand", async () => {
    const known = await register(coordinator, {
      names: [{ full: "Nakato Grace" }],
      contacts: [{ method: "whatsapp", value: "+256 772 123 456" }],
      documents: [{ type: "passport", number: "B 123 4567" }],
    });
    const pointer = { personId: known.personId, code: known.code, siteName: "Site 1", assigneeName: null };
    expect(await hint({ documents: [{ type: "other", number: "b1234567" }] })).toEqual([
      { ...pointer, strength: "likely" },
    ]);
    expect(await hint({ contacts: [{ method: "phone", value: "00256772123456" }] })).toMatchObject([
      { ...pointer, strength: "possible" },
    ]);
    const both = {
      names: [{ full: "GRACE NAKATO" }],
      contacts: [{ method: "phone" as const, value: "+256772123456" }],
    };
    expect((await hint(both))[0]).toEqual({ ...pointer, strength: "likely" });
    expect(await registrations(known.caseId)).toHaveLength(1);
  });

  it("finds a name across scripts, by the same key in one organisation only", async () => {
    const known = await register(dara, { names: [{ full: "ស្រី ពៅ" }] });
    expect(await hint({ names: [{ full: "Srey Pov" }] })).toMatchObject([
      { personId: known.personId, strength: "possible" },
    ]);
    expect((await register(stranger, { names: [{ full: "ស្រី ពៅ" }] })).duplicates).toEqual([]);
  });

  it("tells names apart that share a sound, where both can be seen", async () => {
    await register(dara, { names: [{ full: "Men Sopheap" }] });
    expect(await hint({ names: [{ full: "Men Sophea" }] })).toEqual([]);
    await register(dara, { names: [{ full: "张伟" }] });
    expect(await hint({ names: [{ full: "章伟" }] })).toEqual([]);
    expect(await hint({ names: [{ full: "Zhang Wei" }] })).not.toEqual([]);
  });

  it("says nothing for a placeholder or one common word that only sounds alike", async () => {
    await register(dara, { names: [{ full: "Unknown" }] });
    expect(await hint({ names: [{ full: "unknown" }] })).toEqual([]);
    await register(dara, { names: [{ full: "Malee Suksawat" }] });
    expect(await hint({ names: [{ full: "Malee" }] })).toEqual([]);
  });
});
