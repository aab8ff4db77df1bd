import { beforeAll, describe, expect, it } from "vitest";
import { listDuplicates, searchPeople } from "@/lib/cases/finding/queries";
import { listLookers } from "@/lib/cases/looking/queries";
import type { RegistrationInput } from "@/lib/cases/schema";
import type { Staff } from "@/lib/core/actor";
import { useDatabase } from "@/lib/testing/database";
import { changeAsOwner } from "@/lib/testing/change";
import { eventsOf } from "@/lib/testing/owner";
import { registerSomebody } from "@/lib/testing/registration";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let house: TestOrganisation;
let dara: Staff;
let otherTeam: Staff;
let stranger: Staff;

beforeAll(async () => {
  house = await makeOrganisation(database.ownerUrl);
  const other = await makeOrganisation(database.ownerUrl, { name: "Other House" });
  dara = await makeStaff(database.ownerUrl, house, "caseworker");
  otherTeam = await makeStaff(database.ownerUrl, house, "caseworker", { team: 1, name: "Vanna" });
  stranger = await makeStaff(database.ownerUrl, other, "coordinator");
});

const search = async (actor: Staff, q: string) => searchPeople.execute(actor, { q }, testOrigin);
const codes = async (q: string) => (await search(dara, q)).people.map(({ code }) => code);
const named = (full: string, more: RegistrationInput = {}) =>
  registerSomebody(dara, { names: [{ full }], ...more });

describe("person.search", () => {
  it.each([
    ["សុខ សុភាព", ["Sok Sopheap", "sopheap sok", "សុខ សុភាព", "SOK  SOPHEAP", "Sopheap"]],
    ["Chan Dara", ["ចាន់ ដារា", "dara chan", "Dara Cha"]],
    ["张伟强", ["Zhang Weiqiang", "ZHANG Wei Qiang", "張偉強", "Weiqiang Zhang"]],
    ["Chan Ka Ming", ["陳家明"]],
    ["အောင်မျိုးထက်", ["Aung Myo Htet", "U Aung Myo Htet"]],
    ["Khin Zar Lin", ["ခင်ဇာလင်း", "Daw Khin Zar Lin"]],
    ["محمد عمران", ["Muhammad Imran", "Md. Imran", "Mohammed Imran"]],
    ["Yusuf Hassan", ["يوسف حسن"]],
    ["Nguyễn Thị Hoa", ["Nguyen Thi Hoa", "nguyen hoa", "Hoa Nguyễn Thị"]],
    ["สมชาย ใจดี", ["Somchai Jaidee"]],
    ["সেলিনা আক্তার", ["Selina Akter"]],
    ["Okello Daniel", ["Daniel OKELLO", "okel"]],
  ])("finds %s by %j", async (full, questions) => {
    const { code } = await named(full);
    for (const q of questions) expect(await codes(q), q).toContain(code);
  });

  it("puts the same name before one that only begins or sounds alike", async () => {
    const sopheap = await named("Men Sopheap");
    const sophea = await named("Men Sophea");
    for (const [q, one, other] of [
      ["Men Sopheap", sopheap, sophea],
      ["Men Sophea", sophea, sopheap],
    ] as const) {
      const [first, second] = (await search(dara, q)).people;
      expect(first, q).toMatchObject({ code: one.code, strength: "exact" });
      expect(second, q).toMatchObject({ code: other.code });
      expect(["skeleton", "prefix"]).toContain(second!.strength);
    }
    expect(await codes("Keo")).toEqual([]);
  });

  it("ranks the same name over all words, sounds and beginnings", async () => {
    const begins = await named("Marisol Castellanos");
    const words = await named("Castell Maria");
    const same = await named("Maria Castell");
    const { people } = await search(dara, "Maria Castell");
    expect(people.map(({ code, strength }) => [code, strength]).slice(0, 2)).toEqual([
      [same.code, "exact"],
      [words.code, "tokens"],
    ]);
    expect(await codes("Mari Castel")).toEqual(expect.arrayContaining([begins.code, words.code, same.code]));
  });

  it("finds numbers however they are typed, by their last four digits, and handles and documents", async () => {
    const { code } = await registerSomebody(dara, {
      contacts: [
        { method: "phone", value: "012 776 541" },
        { method: "telegram", value: "@Lotus_99" },
        { method: "email", value: "Lotus@Example.org" },
      ],
      documents: [{ type: "passport", number: "N-0776 5432" }],
    });
    for (const q of [
      "012776541",
      "+855 12 776 541",
      "០១២ ៧៧៦ ៥៤១",
      "6541",
      "៦៥៤១",
      "lotus_99",
      "@LOTUS_99",
      "lotus@example.org",
      "n07765432",
    ]) {
      expect(await codes(q), q).toEqual([code]);
    }
    for (const q of ["654", "0127765", "example.org", "+85512776542"]) expect(await codes(q), q).toEqual([]);
  });

  it("finds an alias, and somebody without any name by the code alone", async () => {
    const alias = await registerSomebody(dara, { preferredName: "Lotus Moon" });
    expect(await codes("lotus moon")).toContain(alias.code);
    const { code, caseId, personId } = await registerSomebody(dara);
    for (const q of [code, code.toLowerCase().replaceAll("-", " "), ` ${code.replaceAll("-", "")} `]) {
      expect((await search(dara, q)).people).toEqual([
        {
          caseId,
          personId,
          code,
          initials: null,
          siteName: "Site 1",
          assigneeName: "Dara",
          visible: true,
          strength: "exact",
        },
      ]);
    }
  });

  it("shows the case that the code names, also when the person has a newer one", async () => {
    const first = await named("Two Cases");
    const second = await registerSomebody(dara, { personId: first.personId });
    expect(await codes(first.code)).toEqual([first.code]);
    expect(await codes("Two Cases")).toEqual([second.code]);
  });

  it("tells of people out of sight only whom to ask", async () => {
    const { code } = await registerSomebody(otherTeam, {
      names: [{ full: "Selam Tesfaye" }],
      contacts: [{ method: "phone", value: "+251911234567" }],
    });
    for (const [q, strength] of [
      ["ሰላም ተስፋዬ", "skeleton"],
      ["4567", "prefix"],
      [code, "exact"],
    ] as const) {
      expect((await search(dara, q)).people, q).toEqual([
        {
          caseId: null,
          personId: null,
          code,
          initials: null,
          siteName: "Site 1",
          assigneeName: "Vanna",
          visible: false,
          strength,
        },
      ]);
    }
  });

  it("finds nobody of another organisation, nor erased cases", async () => {
    const { code, caseId } = await named("Unique Person");
    expect((await search(stranger, "Unique Person")).people).toEqual([]);
    expect((await search(stranger, code)).people).toEqual([]);
    await changeAsOwner(
      database.ownerUrl,
      house.id,
      [caseId],
      "update case_file set status = 'erased' where id = $1",
      [caseId],
    );
    expect(await codes("Unique Person")).toEqual([]);
    expect(await codes(code)).toEqual([]);
  });

  it("shows twenty at most and says that there are more", async () => {
    for (let index = 0; index < 22; index++) await named(`Common Name ${"abcdefghijklmnopqrstuv"[index]}ora`);
    const { people, more } = await search(dara, "Common Name");
    expect(people).toHaveLength(20);
    expect(more).toBe(true);
  }, 60_000);

  it("leaves a trail of how somebody searched, never for whom", async () => {
    await search(dara, "Secret Person");
    await search(dara, "012 999 888");
    const [name, number] = (await eventsOf(database.ownerUrl, house.id, "person.search")).slice(-2);
    expect(name).toMatchObject({
      kind: "view",
      actor_id: dara.userId,
      entity: "person",
      entity_id: null,
      detail: { by: "name", count: 0 },
      covers: [],
    });
    expect(number!.detail).toEqual({ by: "number", count: 0 });
    const searches = await eventsOf(database.ownerUrl, house.id, "person.search");
    // The number of a transaction may be anything.
    const all = JSON.stringify(searches.map((event) => ({ ...event, tx: null })));
    for (const secret of ["Secret", "secret", "999"]) expect(all).not.toContain(`"${secret}`);
  });

  it("writes down whose file a search hit, so that their team can see who looked", async () => {
    const { caseId, code } = await named("Sokunthea Hitmarker");
    await search(dara, "Hitmarker");
    await search(otherTeam, code);
    await search(stranger, code);
    const [seen, pointed] = (await eventsOf(database.ownerUrl, house.id, "person.search")).slice(-2);
    expect(seen).toMatchObject({ covers: [caseId], detail: { by: "name", count: 1 } });
    expect(pointed).toMatchObject({
      actor_id: otherTeam.userId,
      covers: [caseId],
      detail: { by: "code", count: 1 },
    });
  });

  it.each([
    ["nothing", {}],
    ["spaces", { q: "   " }],
    ["too much", { q: "x".repeat(101) }],
    ["control characters", { q: "a\u0007" }],
    ["two questions", { q: ["a", "b"] }],
    ["unknown fields", { q: "a", all: "1" }],
  ])("refuses %s", async (_what, input) => {
    await expect(searchPeople.execute(dara, input, testOrigin)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("answers signs and symbols with nobody", async () => {
    for (const q of ["%", "'; drop table person; --", "😀", "-", "N/A", "\\x00"])
      expect(await codes(q), q).toEqual([]);
  });
});

describe("person.duplicates", () => {
  const ask = (actor: Staff, input: object) => listDuplicates.execute(actor, input, testOrigin);

  it("hints before anything is saved, for one value or several", async () => {
    const known = await registerSomebody(otherTeam, {
      names: [{ full: "Bagus Prasetyo" }],
      contacts: [{ method: "whatsapp", value: "+62 812 3456 7890" }],
    });
    const pointer = { personId: known.personId, code: known.code, siteName: "Site 1", assigneeName: "Vanna" };
    // Registrations ask as well.
    const before = (await eventsOf(database.ownerUrl, house.id, "person.duplicates")).length;
    expect(await ask(dara, { name: "Prasetyo Bagus" })).toEqual({
      duplicates: [{ ...pointer, strength: "possible" }],
    });
    expect(await ask(dara, { name: ["Bagus P", "Bagus Prasetyo"], contact: "+6281234567890" })).toEqual({
      duplicates: [{ ...pointer, strength: "likely" }],
    });
    expect(await ask(dara, {})).toEqual({ duplicates: [] });
    expect(await ask(stranger, { name: "Bagus Prasetyo" })).toEqual({ duplicates: [] });
    const events = (await eventsOf(database.ownerUrl, house.id, "person.duplicates")).slice(before);
    expect(events.map(({ detail }) => detail)).toEqual([{ count: 1 }, { count: 1 }, { count: 0 }]);
    expect(events.map(({ covers }) => covers)).toEqual([[known.caseId], [known.caseId], []]);
    const { lookers } = await listLookers.execute(otherTeam, { caseId: known.caseId }, testOrigin);
    expect(
      lookers.map(({ name, looks }) => [name, looks.map((one) => [one.kind, one.action, one.count])]),
    ).toEqual([["Dara", [["searched", "person.duplicates", 2]]]]);
  });
});
