import { z } from "zod";
import { id, instantOut } from "@/lib/core/fields";
import { draftRow } from "@/lib/intake/schema";
import { needRow } from "@/lib/needs/schema";
import { referralRow } from "@/lib/referrals/schema";
import { taskKinds } from "@/lib/tasks/schema";

/** Whom a line of the day is about: code and initials, never a name. */
const person = {
  caseId: id,
  code: z.string(),
  initials: z.string().nullable(),
  language: z.string().nullable(),
};

export const dayTask = z.strictObject({
  ...person,
  /** Null for a task about an access to a case that is out of sight. */
  caseId: id.nullable(),
  id,
  kind: z.enum(taskKinds),
  subjectId: id,
  dueAt: instantOut,
  late: z.boolean(),
  /** Until when it was put off; null for those to do now. */
  laterUntil: instantOut.nullable(),
  version: z.int(),
});
export type DayTask = z.output<typeof dayTask>;

export const dayNeed = needRow
  .pick({
    id: true,
    label: true,
    category: true,
    sensitive: true,
    urgency: true,
    status: true,
    dueAt: true,
    late: true,
  })
  .extend({ ...person, typeCode: z.string() });
export type DayNeed = z.output<typeof dayNeed>;

export const dayReferral = referralRow
  .pick({
    id: true,
    partnerName: true,
    needLabel: true,
    category: true,
    sensitive: true,
    urgency: true,
    status: true,
    late: true,
    nextDueAt: true,
    sentAt: true,
  })
  .extend(person);
export type DayReferral = z.output<typeof dayReferral>;

/** A draft of one's own; an abandoned one is past the time for which drafts are kept: to go on with, or to discard. */
export const dayDraft = draftRow.extend({ abandoned: z.boolean() });
export type DayDraft = z.output<typeof dayDraft>;

/** What today asks of one member of staff. Lists hold the 50 most pressing. */
export const day = z.strictObject({
  now: instantOut,
  /** For me to do: promises to people first, then partners' clocks, then paperwork. */
  tasks: z.array(dayTask),
  /** Open needs of my people, due today or before. */
  needs: z.array(dayNeed),
  /** Referrals of my people past their time, unless one of the tasks says so already. */
  referrals: z.array(dayReferral),
  drafts: z.array(dayDraft),
  /** Sent, and within the time in which the partner should answer. */
  waiting: z.array(dayReferral),
  later: z.array(dayTask),
});
export type Day = z.output<typeof day>;
