import { beforeAll, describe, expect, it } from "vitest";
import { addNote, revealNote } from "@/lib/notes/commands";
import type { CaseStatus } from "@/lib/cases/schema";
import type { Staff } from "@/lib/core/actor";
import { confirmErasure, proposeErasure } from "@/lib/retention/erasing/commands";
import { placeHold } from "@/lib/retention/holding/commands";
import { receiveRequest } from "@/lib/retention/requesting/commands";
import { clearPrivate, configureRetention, keepCase } from "@/lib/retention/reviewing/commands";
import { getKeptOfCase, getRetentionSettings, listOverTheirTime } from "@/lib/retention/reviewing/queries";
import { usualDays } from "@/lib/retention/schema";
import { makeCase } from "@/lib/testing/cases";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf, runAs } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
const day = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
const ago = (days: number) => new Date(Date.now() - days * day);
let house: TestOrganisation;
let dara: Staff;
let sok: Staff;
let officer: Staff;
let administrator: Staff;
let far: Staff;
let stranger: Staff;

async function people() {
  const { ownerUrl } = database;
  house = await makeOrganisation(ownerUrl);
  dara = await makeStaff(ownerUrl, house, "caseworker");
  sok = await makeStaff(ownerUrl, house, "coordinator", { name: "Sok" });
  far = await makeStaff(ownerUrl, house, "coordinator", { site: house.sites[1]!, name: "Far" });
  officer = await makeStaff(ownerUrl, house, "limited", { grants: ["data_protection_officer"] });
  administrator = await makeStaff(ownerUrl, house, "administrator");
  stranger = await makeStaff(ownerUrl, await makeOrganisation(ownerUrl), "coordinator");
}
beforeAll(people);

const add = (over: Record<string, unknown> = {}, staff = dara) => makeCase(database.ownerUrl, staff, over);
const closed = (days: number, over: Record<string, unknown> = {}) =>
  add({ status: "closed", opened_at: ago(days + 20), closed_at: ago(days), ...over });
const kept = (actor: Staff, caseId: string) => getKeptOfCase.execute(actor, { caseId }, testOrigin);
const list = (actor: Staff, input: object = {}) => listOverTheirTime.execute(actor, input, testOrigin);
const keep = (actor: Staff, caseId: string, over: object = {}) =>
  keepCase.execute(
    actor,
    { caseId, version: 1, until: inDays(200), because: "follow_up_planned", ...over },
    testOrigin,
  );
const clear = (actor: Staff, caseId: string, version = 1) =>
  clearPrivate.execute(actor, { caseId, version }, testOrigin);
const configure = (actor: Staff, over: object = {}) =>
  configureRetention.execute(actor, { ...usualDays, ...over }, testOrigin);
const fileOf = async (id: string) =>
  (await rowsOf(database.ownerUrl, house.id, "select * from case_file where id = $1", [id]))[0]!;

describe("retention.ofCase", () => {
  it("says how long, why, what stands against it and what one may do", async () => {
    const file = await add({ opened_at: ago(400) });
    await receiveRequest.execute(dara, { caseId: file.id, kind: "copy", wish: "On paper" }, testOrigin);
    const page = await kept(sok, file.id);
    expect(page).toMatchObject({
      ...{
        caseId: file.id,
        code: file.code,
        status: "active",
        version: 1,
        closedAt: null,
        privateLeft: false,
      },
      rules: [{ rule: "active", proposal: "review", days: 365, over: true }],
      ...{ keptUntil: null, restriction: null, hold: null, erasure: null, backupDays: 35 },
      requests: [{ kind: "copy", status: "open", wish: "On paper", late: false }],
      may: {
        ...{ keep: true, clearPrivate: false, proposeErasure: true, placeHold: true, reviewHold: false },
        ...{ receiveRequest: true, answerRequest: true, copy: true, restrict: true, unrestrict: false },
      },
    });
    expect((await kept(dara, file.id)).may).toMatchObject({
      keep: false,
      placeHold: false,
      proposeErasure: true,
    });
    const [event] = (await eventsOf(database.ownerUrl, house.id, "retention.ofCase")).slice(-1);
    expect(event).toMatchObject({ kind: "view", case_id: file.id, actor_id: dara.userId });
    for (const actor of [far, stranger])
      await expect(kept(actor, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(kept(officer, file.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("tells of a proposal who made it and who may agree, and of an erased case no rule", async () => {
    const file = await add();
    const asked = { caseId: file.id, reason: "unlawful" };
    const { erasureId } = await proposeErasure.execute(dara, asked, testOrigin);
    expect((await kept(dara, file.id)).erasure).toMatchObject({
      mine: true,
      mayConfirm: false,
      mayCancel: true,
    });
    const page = await kept(sok, file.id);
    expect(page.erasure).toMatchObject({ erasureId, proposedByName: "Dara", mayConfirm: true });
    expect(page.may.proposeErasure).toBe(false);
    await confirmErasure.execute(sok, { erasureId, version: 1 }, testOrigin);
    expect(await kept(sok, file.id)).toMatchObject({
      ...{ status: "erased", rules: [], erasure: { status: "done", mayConfirm: false, mayCancel: false } },
      may: { keep: false, proposeErasure: false, placeHold: false, receiveRequest: false, restrict: false },
    });
  });
});

describe("retention.list", () => {
  it("is exactly the cases whose rules are over, as each case's own page says", async () => {
    await people();
    const statuses: CaseStatus[] = ["pre_registered", "active", "closed", "transferred", "restricted"];
    const edges = [0, 29, 30, 31, 364, 365, 366, 729, 730, 731];
    const files = new Map<string, string>();
    for (const status of statuses)
      for (const days of edges) {
        const level = status === "pre_registered" ? "l0" : "l1";
        const ended = status === "closed" || status === "transferred";
        const rest = status === "restricted";
        const over = {
          ...{
            status,
            level,
            opened_at: ago(ended || rest ? days + 9 : days),
            closed_at: ended ? ago(days) : null,
          },
          ...(rest && { restricted_at: ago(days), restricted_because: "objection", status_before: "active" }),
          ...(days % 2 && { private_sealed: Buffer.from("00", "hex") }),
        };
        const { id } = await add(over);
        files.set(id, `${status} ${days}`);
      }
    const rows: { caseId: string; rule: string; dueAt: string }[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await list(sok, { limit: 7, ...(after && { after }) });
      rows.push(...page.rows);
      after = page.next;
    }
    const expected = [];
    for (const id of files.keys()) {
      const page = await kept(sok, id);
      const over = page.rules.filter((rule) => rule.over);
      const most = over.find(({ rule }) => rule === "closed") ?? over[0];
      if (most) expected.push({ caseId: id, rule: most.rule, dueAt: most.dueAt, from: most.from });
    }
    const listed = rows.map(({ caseId, rule, dueAt, ...row }) => ({
      ...{ caseId, rule, dueAt, from: (row as unknown as { from: string }).from },
    }));
    const byId = (a: { caseId: string }, b: { caseId: string }) => (a.caseId < b.caseId ? -1 : 1);
    expect([...listed].sort(byId)).toEqual(expected.sort(byId));
    expect(listed.length).toBeGreaterThan(20);
    expect(rows.map(({ dueAt }) => dueAt)).toEqual(rows.map(({ dueAt }) => dueAt).sort());
    const some = await list(sok, { rule: "closed", limit: 50 });
    expect(new Set(some.rows.map(({ rule }) => rule))).toEqual(new Set(["closed"]));
  });

  it("leaves out what is held, proposed, kept on, of other sites and of other organisations", async () => {
    await people();
    const [one, held, proposed, keptOn] = await Promise.all([1, 2, 3, 4].map((n) => closed(800 + n)));
    const elsewhere = await closed(900, { site_id: house.sites[1]!.id, team_id: null, assignee_id: null });
    await add({ status: "closed", closed_at: ago(900) }, stranger);
    await placeHold.execute(sok, { caseId: held!.id, basis: "other", reviewAt: inDays(30) }, testOrigin);
    await proposeErasure.execute(dara, { caseId: proposed!.id, reason: "time_is_over" }, testOrigin);
    await keep(sok, keptOn!.id);
    const page = await list(sok);
    expect(page.rows).toMatchObject([{ caseId: one!.id, rule: "closed", proposal: "erase", initials: null }]);
    expect(page).toMatchObject({ next: null, erasuresWaiting: 1 });
    expect((await list(far)).rows.map(({ caseId }) => caseId)).toEqual([elsewhere.id]);
    expect((await list(sok, { siteId: house.sites[1]!.id })).rows).toEqual([]);
    for (const actor of [dara, officer, administrator])
      await expect(list(actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const [event] = (await eventsOf(database.ownerUrl, house.id, "retention.list")).slice(0, 1);
    expect(event).toMatchObject({ kind: "view", case_id: null, detail: { count: 1 } });
  });

  it.each([
    { limit: 0 },
    { limit: 99 },
    { after: "yesterday" },
    { after: "x~y" },
    { rule: "old" },
    { siteId: "1" },
  ])("refuses %j", async (input) => expect(list(sok, input)).rejects.toMatchObject({ code: "INVALID" }));
});

describe("retention.keep", () => {
  it("puts a case off until a day, for a reason from the list", async () => {
    const file = await closed(800);
    const until = inDays(300);
    expect(await keep(sok, file.id, { until })).toEqual({ caseId: file.id, version: 2, keptUntil: until });
    expect(await fileOf(file.id)).toMatchObject({ kept_because: "follow_up_planned", version: 2 });
    expect(await kept(sok, file.id)).toMatchObject({
      ...{ keptUntil: until, keptBecause: "follow_up_planned" },
      rules: [{ rule: "closed", over: false, dueAt: until }],
    });
    const [event] = (await eventsOf(database.ownerUrl, house.id, "retention.keep")).slice(-1);
    expect(event).toMatchObject({
      ...{ entity: "case", entity_id: file.id, actor_id: sok.userId },
      detail: { because: "follow_up_planned", until },
    });
  });

  it("is refused to others, from a stale page, and for a day too far away", async () => {
    const file = await closed(800);
    await expect(keep(dara, file.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(keep(far, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(keep(stranger, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(keep(sok, file.id, { version: 3 })).rejects.toMatchObject({
      fields: { "": "core.error.stale" },
    });
    const bad: [object, string, string][] = [
      [{ until: inDays(-1) }, "until", "retention.error.dayInPast"],
      [{ until: inDays(740) }, "until", "retention.error.keepTooFar"],
      [{ because: "curious" }, "because", "core.error.notInList"],
    ];
    for (const [over, field, error] of bad)
      await expect(keep(sok, file.id, over)).rejects.toMatchObject({ fields: { [field]: error } });
    const tries = await Promise.allSettled([keep(sok, file.id), keep(sok, file.id)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("retention.clearPrivate", () => {
  const notesOf = (caseId: string) =>
    rowsOf<{ id: string; privacy: string; key: string | null }>(
      database.ownerUrl,
      house.id,
      `select n.id, n.privacy, k.id as key from note n left join sealing_key k on k.organisation_id = n.organisation_id
        and k.id = n.id where n.case_id = $1 order by n.privacy`,
      [caseId],
    );
  const withNotes = async () => {
    const file = await add({ private_sealed: Buffer.from("00", "hex") });
    const note = { caseId: file.id, kind: "talk", language: "en", body: "Rests." };
    const ids: string[] = [];
    for (const privacy of ["case", "health", "legal"])
      ids.push((await addNote.execute(dara, { ...note, privacy }, testOrigin)).noteId);
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [file.id],
      "update case_file set status = 'closed', closed_at = now() where id = $1",
      [file.id],
    );
    return { ...file, notes: ids };
  };

  it("takes what only few may read away with its keys, although the coordinator may not read it", async () => {
    const file = await withNotes();
    await expect(
      revealNote.execute(sok, { noteId: file.notes[1]!, reason: "contact_person" }, testOrigin),
    ).rejects.toThrow("NOT_FOUND");
    expect((await kept(sok, file.id)).may.clearPrivate).toBe(true);
    expect(await clear(sok, file.id)).toEqual({ caseId: file.id, version: 2, answers: true, notes: 2 });
    expect(await notesOf(file.id)).toEqual([{ id: file.notes[0], privacy: "case", key: null }]);
    expect(await fileOf(file.id)).toMatchObject({ private_sealed: null, status: "closed" });
    const keys = await rowsOf(
      database.ownerUrl,
      house.id,
      "select id from sealing_key where id = any ($1::uuid[])",
      [[file.id, ...file.notes]],
    );
    expect(keys).toEqual([{ id: file.id }]);
    const [event] = (await eventsOf(database.ownerUrl, house.id, "retention.clearPrivate")).slice(-1);
    expect(event).toMatchObject({ entity_id: file.id, detail: { answers: true, notes: 2 } });
    expect([...event!.covers].sort()).toEqual(file.notes.slice(1).sort());
    expect(await kept(sok, file.id)).toMatchObject({ privateLeft: false, may: { clearPrivate: false } });
    await expect(clear(sok, file.id, 2)).rejects.toMatchObject({
      fields: { "": "retention.error.nothingPrivate" },
    });
  });

  it("is refused to others, while help goes on, under a hold and from a stale page", async () => {
    const file = await withNotes();
    await expect(clear(dara, file.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(clear(far, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(clear({ ...sok, steppedUp: false }, file.id)).rejects.toMatchObject({
      params: { needs: "step_up" },
    });
    await expect(clear(sok, (await add()).id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(clear(sok, file.id, 9)).rejects.toMatchObject({ fields: { "": "core.error.stale" } });
    await placeHold.execute(sok, { caseId: file.id, basis: "other", reviewAt: inDays(9) }, testOrigin);
    await expect(clear(sok, file.id)).rejects.toMatchObject({ fields: { "": "retention.error.held" } });
    expect(await notesOf(file.id)).toHaveLength(3);
  });

  it("is a wall of the database too", async () => {
    const file = await withNotes();
    const call = (actor: Staff) =>
      runAs(database.appUrl, actor, ["select clear_private_notes($1)", [file.id]]);
    for (const actor of [dara, far, stranger, officer, administrator])
      await expect(call(actor)).rejects.toThrow("only who coordinates its site");
    await expect(call(sok)).rejects.toMatchObject({ code: "OW001" });
    expect(await notesOf(file.id)).toHaveLength(3);
  });
});

describe("retention.configure", () => {
  const settings = async (actor: Staff) => (await getRetentionSettings.execute(actor, {}, testOrigin)).days;

  it("sets days within bounds, and what is as usual has no row", async () => {
    await people();
    expect(await settings(sok)).toEqual(usualDays);
    expect(await configure(officer, { contact: 60, backup: 20 })).toEqual({
      days: { ...usualDays, contact: 60, backup: 20 },
    });
    const rows = () =>
      rowsOf(database.ownerUrl, house.id, "select class, days from retention_setting order by 1");
    expect(await rows()).toEqual([
      { class: "backup", days: 20 },
      { class: "contact", days: 60 },
    ]);
    const [event] = await eventsOf(database.ownerUrl, house.id, "retention.configure");
    expect(event).toMatchObject({
      ...{ entity: "organisation", entity_id: house.id },
      detail: { days: ["contact: 30 → 60", "backup: 35 → 20"] },
    });
    const card = await add({ level: "l0", status: "pre_registered", opened_at: ago(45) });
    expect((await list(sok)).rows).toEqual([]);
    await configure(administrator, { backup: 20 });
    expect((await list(sok)).rows).toMatchObject([{ caseId: card.id, rule: "contact" }]);
    expect(await rows()).toEqual([{ class: "backup", days: 20 }]);
    expect((await kept(sok, card.id)).backupDays).toBe(20);
  });

  it("is for administrators and the officer who guards data, with a second factor anew", async () => {
    for (const actor of [dara, sok])
      await expect(configure(actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(configure({ ...officer, steppedUp: false })).rejects.toMatchObject({
      params: { needs: "step_up" },
    });
    const insert = "insert into retention_setting values ($1, 'closed', 3000)";
    await expect(runAs(database.appUrl, sok, [insert, [house.id]])).rejects.toMatchObject({ code: "42501" });
    for (const actor of [sok, administrator, officer]) await settings(actor);
    await expect(settings(dara)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    [{ contact: 6 }, "contact", "retention.error.days"],
    [{ backup: 91 }, "backup", "retention.error.days"],
    [{ closed: 365.5 }, "closed", "retention.error.days"],
    [{ closed: "long" }, "closed", "retention.error.days"],
    [{ backup: true }, "backup", "retention.error.days"],
    [{ backup: [40] }, "backup", "retention.error.days"],
    [{ backup: " 40 " }, "backup", "retention.error.days"],
    [{ backup: "4e1" }, "backup", "retention.error.days"],
    [{ backup: null }, "backup", "retention.error.days"],
    [{ closed: 200, closed_private: 365 }, "closed_private", "retention.error.privateLonger"],
    [{ audit: 1 }, "audit", "core.error.unknownField"],
  ])("refuses %j", async (over, field, error) => {
    await expect(configure(officer, over)).rejects.toMatchObject({ fields: { [field]: error } });
  });
});
