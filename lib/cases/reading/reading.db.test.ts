import { beforeAll, describe, expect, it } from "vitest";
import { assignCase } from "@/lib/cases/assigning/commands";
import { updateCase } from "@/lib/cases/changing/commands";
import { getCase, getTimeline } from "@/lib/cases/reading/queries";
import { revealPerson } from "@/lib/cases/revealing/commands";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { addNote } from "@/lib/notes/commands";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { makePartner } from "@/lib/testing/partners";
import { registerSomebody } from "@/lib/testing/registration";
import {
  insertAsOwner,
  makeOrganisation,
  makeStaff,
  type TestOrganisation,
  testOrigin,
} from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let mate: Staff;
let otherTeam: Staff;
let stranger: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  mate = await makeStaff(database.ownerUrl, house, "caseworker", { name: "Mate" });
  otherTeam = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1 });
  stranger = await makeStaff(database.ownerUrl, other, "coordinator");
});

const look = (actor: Staff, caseId: string) => getCase.execute(actor, { caseId }, testOrigin);
const timeline = (actor: Staff, input: object) => getTimeline.execute(actor, input, testOrigin);

describe("case.get", () => {
  it("shows everything that hangs on a case, as its output says, and leaves a view event", async () => {
    const { caseId, personId, code } = await registerSomebody(dara, {
      level: "l1",
      names: [{ full: "ሰላም ተስፋዬ" }],
      preferredLanguage: "am",
      otherLanguages: ["en"],
      exit: { mode: "mass_breakout", officialPresence: "not_seen" },
    });
    const partner = await makePartner(database.ownerUrl, house.id, { name: "Shelter Lotus" });
    const [needId, consentId, referralId] = [newId(), newId(), newId()];
    const at = "2026-11-20T08:00:00Z";
    const own = { organisation_id: house.id, case_id: caseId };
    await insertAsOwner(database.ownerUrl, house.id, [
      {
        table: "need",
        covering: needId,
        row: {
          ...own,
          id: needId,
          type_code: "N02",
          urgency: "critical",
          status: "referred",
          person_agrees: "yes",
          identified_at: at,
          identified_by: dara.userId,
          due_at: at,
        },
      },
      {
        table: "consent",
        covering: consentId,
        row: {
          ...own,
          id: consentId,
          scope: "referral",
          answer: "given",
          partner_id: partner.id,
          elements: ["case_code"],
          language: "am",
          method: "oral_witnessed",
          text_version: "1",
          explained_by: dara.userId,
          given_at: at,
          expires_at: "2027-05-20T08:00:00Z",
        },
      },
      {
        table: "referral",
        covering: referralId,
        row: {
          ...own,
          id: referralId,
          need_id: needId,
          partner_id: partner.id,
          consent_id: consentId,
          status: "sent",
          urgency: "critical",
          created_by: dara.userId,
          created_at: at,
          sent_at: at,
          next_due_at: "2026-11-20T10:00:00Z",
        },
      },
    ]);
    const note = { caseId, kind: "talk", language: "en", body: "Slept well" };
    await addNote.execute(dara, note, testOrigin);

    const seen = await look(mate, caseId);
    getCase.output.parse(seen);
    expect(seen).toMatchObject({
      id: caseId,
      code,
      siteName: "Site 1",
      teamName: "Team 1",
      assigneeName: "Dara",
      person: {
        id: personId,
        initials: "ሰ. ተ.",
        preferredLanguage: "am",
        otherLanguages: ["en"],
        otherCases: [],
      },
      needs: [
        {
          id: needId,
          code: "N02",
          category: "safety",
          labels: { en: "Safe place to sleep tonight" },
          late: true,
        },
      ],
      referrals: [
        {
          id: referralId,
          needCode: "N02",
          partnerName: "Shelter Lotus",
          nextDueAt: "2026-11-20T10:00:00.000Z",
        },
      ],
      consents: [{ id: consentId, scope: "referral", partnerName: "Shelter Lotus", elements: ["case_code"] }],
      counts: { notes: 1, tasksOpen: 0 },
    });
    expect(JSON.stringify(seen)).not.toContain("ሰላም");
    const views = (await eventsOf(database.ownerUrl, house.id, "case.get")).filter(
      (event) => event.case_id === caseId,
    );
    expect(views).toMatchObject([{ kind: "view", actor_id: mate.userId, entity: "case", entity_id: caseId }]);
  });

  it("is the same nothing for what is out of sight and what does not exist", async () => {
    const { caseId } = await registerSomebody(dara);
    const refusals = await Promise.all(
      [look(otherTeam, caseId), look(stranger, caseId), look(dara, newId())].map((answer) =>
        answer.catch((error) => error),
      ),
    );
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: "NOT_FOUND", fields: undefined });
    const views = await eventsOf(database.ownerUrl, house.id, "case.get");
    expect(views.filter((event) => event.case_id === caseId && event.kind === "view")).toEqual([]);
  });
});

describe("case.timeline", () => {
  it("tells who did what, newest first, page by page, without what was written", async () => {
    const { caseId } = await registerSomebody(dara);
    await updateCase.execute(dara, { caseId, version: 1, goal: "Sleep" }, testOrigin);
    await assignCase.execute(dara, { caseId, version: 2, assigneeId: mate.userId }, testOrigin);
    await revealPerson.execute(mate, { caseId, what: "names" }, testOrigin);
    const all = await timeline(mate, { caseId });
    getTimeline.output.parse(all);
    expect(all.next).toBeNull();
    expect(all.entries.map(({ action, kind, actorName }) => [action, kind, actorName])).toEqual([
      ["person.reveal", "view", "Mate"],
      ["case.assign", "write", "Dara"],
      ["case.update", "write", "Dara"],
      ["case.register", "write", "Dara"],
    ]);
    expect(all.entries[2]!.detail).toEqual({ fields: ["goal"] });
    expect(JSON.stringify(all)).not.toContain("Sleep");

    const first = await timeline(dara, { caseId, kind: ["write", "share"], limit: "2" });
    expect(first.entries.map(({ action }) => action)).toEqual(["case.assign", "case.update"]);
    const rest = await timeline(dara, { caseId, kind: "write", limit: "2", after: first.next! });
    expect(rest.entries.map(({ action }) => action)).toEqual(["case.register"]);
    expect(rest.next).toBeNull();
  });

  it("is not there for others", async () => {
    const { caseId } = await registerSomebody(dara);
    for (const actor of [otherTeam, stranger]) {
      await expect(timeline(actor, { caseId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(timeline(dara, { caseId, kind: "denied" })).rejects.toMatchObject({ code: "INVALID" });
  });
});
