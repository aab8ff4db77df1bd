import { z } from "zod";
import { auditKinds } from "@/lib/audit/schema";
import * as cases from "@/lib/cases/schema";
import { cursor } from "@/lib/core/cursor";
import { id, instant, instantOut } from "@/lib/core/fields";
import { oneOrMore, pageSize } from "@/lib/core/filters";
import * as people from "@/lib/people/schema";

const code = z.string();

const personOut = z.strictObject({
  id,
  initials: z.string().nullable(),
  ageGroup: z.enum(people.ageGroups).nullable(),
  ageCertainty: z.enum(people.ageCertainties).nullable(),
  /** A child, or somebody who must be treated as one. */
  isChild: z.boolean(),
  sexGender: z.enum(people.sexGenders).nullable(),
  nationalities: z.array(code),
  preferredLanguage: z.string().nullable(),
  otherLanguages: z.array(z.string()),
  interpreterNeeded: z.enum(people.interpreterNeeds).nullable(),
  /** How many values wait behind `person.reveal`. */
  names: z.int(),
  contacts: z.int(),
  documents: z.int(),
  hasBirthDate: z.boolean(),
  /** Other cases of the same person that the actor may see. */
  otherCases: z.array(z.strictObject({ id, code, status: z.enum(cases.caseStatuses), openedAt: instantOut })),
});

const answersOut = z.strictObject({
  canTalkSafely: z.enum(cases.yesNo).nullable(),
  safeTonight: z.enum(cases.safeTonight).nullable(),
  childPresent: z.enum(cases.yesNo).nullable(),
  mayContact: z.enum(cases.mayContact).nullable(),
  shelterNow: z.enum(cases.shelterNow).nullable(),
  foodCash: z.enum(cases.foodCash).nullable(),
  travelDocument: z.enum(cases.travelDocuments).nullable(),
  wishes: z.enum(cases.wishes).nullable(),
  province: z.string().nullable(),
});

const exitOut = z.strictObject({
  id,
  mode: z.enum(cases.exitModes),
  officialPresence: z.enum(cases.officialPresences).nullable(),
  exitDate: z.string().nullable(),
  province: z.string().nullable(),
  source: z.enum(cases.exitSources),
  confidence: z.enum(cases.confidences),
  hasNote: z.boolean(),
});

// Statuses of needs, consents and referrals belong to their own domains, which stand above this one.
const needOut = z.strictObject({
  id,
  code,
  category: code,
  labels: z.record(z.string(), z.string()),
  sensitive: z.boolean(),
  urgency: code,
  status: code,
  personAgrees: code,
  dueAt: instantOut,
  late: z.boolean(),
  firstServiceAt: instantOut.nullable(),
  version: z.int(),
});

const referralOut = z.strictObject({
  id,
  needId: id,
  needCode: code,
  partnerId: id,
  partnerName: z.string(),
  status: code,
  urgency: code,
  sentAt: instantOut.nullable(),
  nextDueAt: instantOut.nullable(),
  version: z.int(),
});

const consentOut = z.strictObject({
  id,
  scope: code,
  answer: code,
  partnerId: id.nullable(),
  partnerName: z.string().nullable(),
  elements: z.array(code),
  givenAt: instantOut,
  expiresAt: instantOut,
  withdrawnAt: instantOut.nullable(),
  version: z.int(),
});

/** `case.get`: the case as its page shows it. Names, contacts and private answers stay shut. */
export const caseOut = z.strictObject({
  id,
  code,
  version: z.int(),
  level: z.enum(cases.caseLevels),
  status: z.enum(cases.caseStatuses),
  siteId: id,
  siteName: z.string(),
  teamId: id.nullable(),
  teamName: z.string().nullable(),
  assigneeId: id.nullable(),
  assigneeName: z.string().nullable(),
  openedAt: instantOut,
  updatedAt: instantOut,
  closedAt: instantOut.nullable(),
  /** What the person wants, in their words. */
  goal: z.string().nullable(),
  /** There are answers that `person.reveal` with `private` opens. */
  privateAnswered: z.boolean(),
  /** A legal hold protects the case: nothing of it can be erased. */
  held: z.boolean(),
  /** An erasure that waits for its second person, or was carried out. */
  erasureId: id.nullable(),
  person: personOut,
  answers: answersOut,
  exits: z.array(exitOut),
  needs: z.array(needOut),
  referrals: z.array(referralOut),
  consents: z.array(consentOut),
  counts: z.strictObject({ notes: z.int(), tasksOpen: z.int() }),
});
export type CaseOut = z.output<typeof caseOut>;

export const timelineKinds = [
  "write",
  "share",
  "view",
] as const satisfies readonly (typeof auditKinds)[number][];

export const timelineInput = z.strictObject({
  caseId: id,
  kind: oneOrMore(z.enum(timelineKinds)).optional(),
  /** `next` of the page before. */
  after: cursor(instant, id).optional(),
  limit: pageSize,
});

/** One act on the case, ready for the sentence `audit.action.<action>`. */
export const timelineEntry = z.strictObject({
  id,
  at: instantOut,
  kind: z.enum(timelineKinds),
  action: z.string(),
  actorKind: z.enum(["staff", "partner", "system"]),
  /** A colleague's or partner's name; null for the program itself. */
  actorName: z.string().nullable(),
  entity: z.string(),
  entityId: id.nullable(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

export const timelineOutput = z.strictObject({
  entries: z.array(timelineEntry),
  next: z.string().nullable(),
});
