import { z } from "zod";
import * as cases from "@/lib/cases/schema";
import { country, id, instantOut, language, province, text, version } from "@/lib/core/fields";
import { noAnswers } from "@/lib/core/no-answer";
import { steps } from "@/lib/intake/questions";
import * as people from "@/lib/people/schema";

export const draftLevels = ["l0", "l1"] as const;

const noAnswer = z.enum(noAnswers).optional();
const box = text(20).optional();
/** A date as typed; it is read when the draft becomes a registration, so that half a date can be kept. */
const boxes = z.strictObject({ day: box, month: box, year: box }).optional();
const words = (max: number) => z.strictObject({ text: text(max).optional(), noAnswer }).optional();

/** The answers of a draft, by question; all optional. What is not there has not been come to yet. */
export const answersSchema = z.strictObject({
  canTalkSafely: z.enum(cases.yesNo).optional(),
  name: z
    .strictObject({
      full: text(200).optional(),
      type: z.enum(people.nameTypes).optional(),
      /** Other names and other scripts. */
      others: z.array(text(200)).max(5).optional(),
      noAnswer,
    })
    .optional(),
  language: z
    .strictObject({ preferred: language.optional(), others: z.array(language).max(10).optional(), noAnswer })
    .optional(),
  interpreterNeeded: z.enum(people.interpreterNeeds).optional(),
  hurtNow: z.enum(cases.hurtNow).optional(),
  age: z
    .strictObject({
      group: z.enum(people.ageGroups).optional(),
      certainty: z.enum(people.ageCertainties).optional(),
      birthDate: boxes,
    })
    .optional(),
  childPresent: z.enum(cases.yesNo).optional(),
  pregnancy: z.enum(cases.pregnancies).optional(),
  dangerFrom: cases.privateAnswers.dangerFrom,
  someoneWaiting: z.enum(cases.yesNoUnsure).optional(),
  safeTonight: z.enum(cases.safeTonight).optional(),
  mayContact: z.enum(cases.mayContact).optional(),
  contact: z
    .strictObject({
      method: z.enum(people.contactMethods).optional(),
      value: text(300).optional(),
      safeToContact: z.enum(people.safeToContact).optional(),
      rule: text(500).optional(),
      noAnswer,
    })
    .optional(),
  sexGender: z.enum(people.sexGenders).optional(),
  nationalities: z
    .strictObject({
      countries: z
        .array(z.union([z.enum(people.nationalityNoCodes), country]))
        .max(6)
        .optional(),
      noAnswer,
    })
    .optional(),
  medicalRedFlags: cases.privateAnswers.medicalRedFlags,
  shelterNow: z.enum(cases.shelterNow).optional(),
  foodCash: z.enum(cases.foodCash).optional(),
  travelDocument: z.enum(cases.travelDocuments).optional(),
  exit: z
    .strictObject({
      mode: z.enum(cases.exitModes).optional(),
      officialPresence: z.enum(cases.officialPresences).optional(),
      date: boxes,
      province: province.optional(),
      note: text(2_000).optional(),
      noAnswer,
    })
    .optional(),
  wishes: z.enum(cases.wishes).optional(),
  goal: words(2_000),
  fearOfReturn: z.enum(cases.yesNoUnsure).optional(),
  mayTell: words(1_000),
  mustNotTell: words(1_000),
});
export type Answers = z.output<typeof answersSchema>;

/** `draft.save`: makes or changes one's own draft. With `draftId` of one's own making, a repeated first save is one draft. */
export const draftSave = z.strictObject({
  draftId: id.optional(),
  /** Demanded once the draft exists. */
  version: version.optional(),
  level: z.enum(draftLevels),
  /** The page at which to go on. */
  step: z.enum(steps, "core.error.notInList"),
  answers: answersSchema,
  /** The quick card that this first talk goes on from. */
  caseId: id.optional(),
});
export const draftSaved = z.strictObject({ draftId: id, version: z.int(), savedAt: instantOut });

export const draftRow = z.strictObject({
  draftId: id,
  level: z.enum(draftLevels),
  step: z.string(),
  /** Pages with an answer, of so many. */
  answered: z.int(),
  pages: z.int(),
  caseId: id.nullable(),
  /** Code of the case that the draft goes on from; null when nobody uses it, and the draft cannot go on. */
  code: z.string().nullable(),
  updatedAt: instantOut,
  version: z.int(),
});
export type DraftRow = z.output<typeof draftRow>;

export const draftOut = draftRow.extend({ answers: answersSchema });
