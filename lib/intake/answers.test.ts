import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseChange } from "@/lib/cases/changing/schema";
import { registration } from "@/lib/cases/schema";
import { fieldErrorsOf } from "@/lib/core/command";
import { noAnswers } from "@/lib/core/no-answer";
import { answeredCount, isAnswered, noAnswerTo } from "@/lib/intake/answers";
import { l0Pages, l1Pages, pagesOf, type QuestionKey } from "@/lib/intake/questions";
import { questionOfField, toCaseChange, toRegistration } from "@/lib/intake/registration";
import { type Answers, answersSchema } from "@/lib/intake/schema";
import { branchesOf } from "@/lib/intake/workflow";
import english from "@/messages/en/intake.json";
import cases from "@/messages/en/cases.json";
import people from "@/messages/en/people.json";

const questions = [...l0Pages, ...l1Pages].flatMap((page) => page.questions);
const questionOf = (key: QuestionKey) => questions.find((question) => question.key === key)!;

/** The same no-answer to every question, in the form that its kind takes. */
function allUnanswered(kind: (typeof noAnswers)[number]): Answers {
  const shapes = Object.fromEntries(
    questions.map(({ key, kind: asked }) => {
      if (asked === "radio") return [key, kind];
      if (asked === "checkbox") return [key, [kind]];
      return [key, asked === "age" ? { group: kind } : { noAnswer: kind }];
    }),
  );
  return answersSchema.parse(shapes);
}

describe("the questions", () => {
  it("are eight pages for the quick card, in the order of the field, and more for the first talk", () => {
    expect(l0Pages.map(({ key }) => key)).toEqual([
      "talk",
      "name",
      "language",
      "hurt",
      "age",
      "danger",
      "tonight",
      "contact",
    ]);
    expect(pagesOf("l1")).toEqual([...l0Pages, ...l1Pages]);
    expect(pagesOf("l1", { continuing: true })).toEqual(l1Pages);
  });

  it("are each asked once, have an answer of their own and words of their own", () => {
    const keys = questions.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect([...keys].sort()).toEqual(Object.keys(answersSchema.shape).sort());
    for (const key of keys) expect(english.question).toHaveProperty(key);
    for (const { key } of [...l0Pages, ...l1Pages]) expect(english.page).toHaveProperty(key);
  });

  it("have words for every option, and offer no no-answer among them", () => {
    const catalogue: Record<string, unknown> = { cases, people };
    for (const { key, options = [], labels = "" } of questions) {
      const [namespace = "", list = ""] = labels.split(".");
      for (const option of options)
        expect(catalogue[namespace], `${key}: ${option}`).toHaveProperty([list, option]);
      expect(options.filter((option) => (noAnswers as readonly string[]).includes(option))).toEqual([]);
    }
  });

  it("never offer a sale as a way out", () => {
    expect(questionOf("exit").options).not.toContain("sold_or_transferred");
    expect(questionOf("exit").options).not.toContain("relocated_by_operator");
  });

  it("lead to a medic, to the child's page and to caution, and words say so", () => {
    const to = (key: QuestionKey, answers: Answers) =>
      branchesOf(questionOf(key), answers).map((branch) => [branch.show, branch.to]);
    expect(to("hurtNow", { hurtNow: "yes_now" })).toEqual([["stop", "medic"]]);
    expect(to("hurtNow", { hurtNow: "yes_can_wait" })).toEqual([]);
    expect(to("medicalRedFlags", { medicalRedFlags: ["labour_or_bleeding_in_pregnancy"] })).toEqual([
      ["stop", "medic"],
    ]);
    expect(to("medicalRedFlags", { medicalRedFlags: ["none"] })).toEqual([]);
    expect(to("age", { age: { group: "15_17" } })).toEqual([["stop", "child"]]);
    expect(to("age", { age: { group: "18_24", certainty: "disputed_treat_as_child" } })).toEqual([
      ["stop", "child"],
    ]);
    expect(to("age", { age: { group: "18_24" } })).toEqual([]);
    expect(to("fearOfReturn", { fearOfReturn: "unsure" })).toEqual([["notice", "fear"]]);
    expect(to("canTalkSafely", {})).toEqual([]);
    for (const { branches = [] } of questions)
      for (const branch of branches) expect(english.branch).toHaveProperty(branch.to);
  });
});

describe("answers", () => {
  it.each(noAnswers)("may all be %s: the draft counts as complete and can be saved", (kind) => {
    const answers = allUnanswered(kind);
    expect(answeredCount(answers, "l1")).toEqual({ answered: 17, pages: 17 });
    for (const { key } of questions) expect(noAnswerTo(answers, key), key).toBe(kind);
    const parsed = registration.parse(toRegistration(answers, "l1"));
    expect(parsed).toMatchObject({
      ageGroup: kind,
      nationalities: [kind],
      dangerFrom: [kind],
      exit: { mode: kind },
      names: [],
      contacts: [],
      noAnswers: {
        names: kind,
        contacts: kind,
        preferredLanguage: kind,
        goal: kind,
        mayTell: kind,
        mustNotTell: kind,
      },
    });
  });

  it("count pages, not questions, and empty boxes not at all", () => {
    expect(answeredCount({}, "l0")).toEqual({ answered: 0, pages: 8 });
    const answers: Answers = {
      childPresent: "no",
      pregnancy: "not_asked",
      name: { full: "" },
      age: { birthDate: { year: "" } },
      goal: { text: "Rest" },
    };
    expect(answeredCount(answers, "l0")).toEqual({ answered: 1, pages: 8 });
    expect(answeredCount(answers, "l1", { continuing: true })).toEqual({ answered: 1, pages: 9 });
    expect(isAnswered(answers, "name")).toBe(false);
  });

  it("become a registration: digits and years as typed, nothing that was not said", () => {
    const answers: Answers = {
      name: { full: "ស្រី ពៅ", type: "nickname" },
      language: { preferred: "km", others: ["th"] },
      age: { group: "18_24", certainty: "stated", birthDate: { year: "២៥៤៦", month: "", day: "" } },
      contact: { method: "phone", value: "០១២ ៣៤៥ ៦៧៨", safeToContact: "only_text" },
      exit: { officialPresence: "not_seen", date: { month: "3", year: "2569" } },
      nationalities: { countries: ["KH", "TH"] },
      mustNotTell: { text: "" },
    };
    expect(registration.parse(toRegistration(answers, "l1"))).toEqual({
      level: "l1",
      names: [{ full: "ស្រី ពៅ", type: "nickname" }],
      contacts: [{ method: "phone", value: "០១២ ៣៤៥ ៦៧៨", safeToContact: "only_text" }],
      documents: [],
      preferredLanguage: "km",
      otherLanguages: ["th"],
      ageGroup: "18_24",
      ageCertainty: "stated",
      birthDate: "2003",
      nationalities: ["KH", "TH"],
      exit: { mode: "not_asked", officialPresence: "not_seen", exitDate: "2026-03", source: "own_account" },
    });
    expect(registration.parse(toRegistration({}, "l0"))).toEqual({
      level: "l0",
      names: [],
      contacts: [],
      documents: [],
    });
  });

  it("become a change of the quick card that they go on from", () => {
    const target = { caseId: "01a20338-e486-7ded-9434-c36edca502d6", version: 3 };
    const answers: Answers = {
      name: { full: "Lotus" },
      contact: { method: "in_person_only" },
      wishes: "unsure",
    };
    expect(caseChange.parse(toCaseChange(answers, target))).toMatchObject({
      ...target,
      level: "l1",
      addNames: [{ full: "Lotus" }],
      addContacts: [{ method: "in_person_only" }],
      wishes: "unsure",
    });
  });

  it("that are refused point back to their question", () => {
    const answers: Answers = {
      contact: { value: "012345678" },
      age: { birthDate: { day: "3" } },
      goal: { text: "x" },
    };
    const { error } = registration.safeParse(toRegistration(answers, "l0"), { reportInput: true });
    const fields = fieldErrorsOf(error!);
    expect(fields).toEqual({
      "contacts.0.method": "core.error.notInList",
      birthDate: "dates.error.yearMissing",
    });
    expect(Object.keys(fields).map(questionOfField)).toEqual(["contact", "age"]);
    expect(questionOfField("exit.exitDate")).toBe("exit");
    expect(questionOfField("addNames.0.full")).toBe("name");
  });

  it("never become anything that the registration does not know, whatever was answered", () => {
    const answer = fc.record(
      {
        hurtNow: fc.constantFrom("no", "yes_now", "declined"),
        safeTonight: fc.constantFrom("yes", "unknown"),
        name: fc.record({ full: fc.string({ unit: "grapheme", maxLength: 50 }) }),
        mayTell: fc.record({ text: fc.string({ unit: "grapheme", maxLength: 50 }) }),
        language: fc.record({ noAnswer: fc.constantFrom(...noAnswers) }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(answer, (typed) => {
        const parsed = answersSchema.safeParse(typed);
        if (!parsed.success) return;
        expect(registration.safeParse(toRegistration(parsed.data, "l1")).success).toBe(true);
      }),
    );
  });
});
