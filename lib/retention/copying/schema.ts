import { z } from "zod";
import { id, instantOut } from "@/lib/core/fields";

/** A coded value with what it says in English. */
export const coded = z.strictObject({ code: z.string(), words: z.string() });
export type Coded = z.output<typeof coded>;

const maybe = coded.nullable();
const day = z.string().nullable();
const said = z.string().nullable();

export const copyInput = z.strictObject({ caseId: id });

const identity = z.strictObject({
  preferredName: said,
  names: z.array(z.strictObject({ type: coded, full: z.string() })),
  contacts: z.array(z.strictObject({ method: coded, value: said, safeToContact: coded, rule: said })),
  documents: z.array(z.strictObject({ type: coded, country: maybe, number: z.string() })),
  /** `1997`, `1997-05` or `1997-05-09`. */
  birthDate: day,
  ageGroup: maybe,
  ageCertainty: maybe,
  sexGender: maybe,
  nationalities: z.array(coded),
  preferredLanguage: maybe,
  otherLanguages: z.array(coded),
  interpreterNeeded: maybe,
});

/** A question that was asked: answered by codes, or in words. */
const answer = z.strictObject({ question: coded, codes: z.array(coded), text: said });

const exit = z.strictObject({
  mode: coded,
  officialPresence: maybe,
  exitDate: day,
  province: maybe,
  source: coded,
  confidence: coded,
  note: said,
  recordedAt: instantOut,
});

const need = z.strictObject({
  need: coded,
  urgency: coded,
  status: coded,
  personAgrees: coded,
  detail: said,
  howMet: said,
  unmetReason: maybe,
  identifiedAt: instantOut,
  firstServiceAt: instantOut.nullable(),
  endedAt: instantOut.nullable(),
});

const consent = z.strictObject({
  scope: coded,
  answer: coded,
  state: coded,
  partner: said,
  elements: z.array(coded),
  purpose: said,
  language: coded,
  interpreter: z.boolean(),
  method: coded,
  capacity: coded,
  textVersion: z.string(),
  givenAt: instantOut,
  expiresAt: instantOut,
  withdrawnAt: instantOut.nullable(),
  withdrawnHow: maybe,
});

/** What a partner was asked, and exactly what it was shown from `sentAt` on. */
const referral = z.strictObject({
  partner: z.string(),
  partnerType: coded,
  need: coded,
  status: coded,
  /** Frozen when it was sent; empty before. */
  shared: z.array(
    z.strictObject({ element: coded, facts: z.array(z.strictObject({ fact: coded, value: coded })) }),
  ),
  message: said,
  answer: said,
  feedback: said,
  rejectReason: maybe,
  outcome: maybe,
  createdAt: instantOut,
  sentAt: instantOut.nullable(),
  acknowledgedAt: instantOut.nullable(),
  answeredAt: instantOut.nullable(),
  closedAt: instantOut.nullable(),
  /** From then on the partner was shown nothing more; null while its link is open. */
  linkEndedAt: instantOut.nullable(),
});

const note = z.strictObject({
  kind: coded,
  privacy: coded,
  language: coded,
  body: z.string(),
  occurredAt: instantOut,
  /** What the writer is; no names of staff. */
  writtenBy: coded,
});

const request = z.strictObject({
  kind: coded,
  status: coded,
  wish: said,
  receivedAt: instantOut,
  dueAt: instantOut,
  answeredAt: instantOut.nullable(),
  outcome: maybe,
});

/** `person.copy`: everything that is held of one person in one case, to hand over. Stable: a change of shape raises `format`. */
export const personCopy = z.strictObject({
  format: z.literal(1),
  madeAt: instantOut,
  organisation: z.string(),
  case: z.strictObject({
    code: z.string(),
    status: coded,
    level: coded,
    site: z.string(),
    openedAt: instantOut,
    closedAt: instantOut.nullable(),
  }),
  identity,
  answers: z.array(answer),
  exits: z.array(exit),
  needs: z.array(need),
  consents: z.array(consent),
  referrals: z.array(referral),
  notes: z.array(note),
  /** Notes for few eyes that whoever made this copy may not read: ask those who may. */
  notesLeftOut: z.array(z.strictObject({ privacy: coded, count: z.int() })),
  requests: z.array(request),
  /** The record rests since then. */
  restriction: z.strictObject({ because: coded, since: instantOut }).nullable(),
  /** The record may not be erased, for a legal reason, since then; looked at again by `reviewAt`. */
  hold: z.strictObject({ since: instantOut, reviewAt: instantOut }).nullable(),
  /** How often somebody looked, by what they are. */
  looks: z.array(z.strictObject({ by: coded, times: z.int(), firstAt: instantOut, lastAt: instantOut })),
  /** From when on somebody decides whether it is kept, and until when it was decided to keep it. */
  keeping: z.strictObject({
    rules: z.array(z.strictObject({ rule: coded, proposal: coded, days: z.int(), dueAt: instantOut })),
    keptUntil: instantOut.nullable(),
    keptBecause: maybe,
    /** What was erased is in no backup so many days later. */
    backupDays: z.int(),
  }),
});
export type PersonCopy = z.output<typeof personCopy>;
