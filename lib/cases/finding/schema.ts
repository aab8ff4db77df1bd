import { z } from "zod";
import { id, requiredText, text } from "@/lib/core/fields";
import { duplicate, matchStrengths } from "@/lib/people/schema";

export const searchInput = z.strictObject({
  /** A case code, a name in any script, a phone number or its last four digits, a handle, a document number. */
  q: requiredText(100),
});

/** Visible: who and where. Not visible: only whom to ask. */
export const foundPerson = z.strictObject({
  caseId: id.nullable(),
  personId: id.nullable(),
  code: z.string(),
  initials: z.string().nullable(),
  siteName: z.string(),
  assigneeName: z.string().nullable(),
  visible: z.boolean(),
  strength: z.enum(matchStrengths),
});

export const searchOutput = z.strictObject({
  people: z.array(foundPerson),
  /** There were more than are shown; a longer name or number tells them apart. */
  more: z.boolean(),
});

const several = z
  .union([text(300), z.array(text(300)).max(10)])
  .default([])
  .transform((typed) => [typed].flat().filter(Boolean));

export const duplicatesInput = z.strictObject({
  name: several,
  /** Phone numbers, handles, e-mail addresses. */
  contact: several,
  document: several,
});
export const duplicatesOutput = z.strictObject({ duplicates: z.array(duplicate) });
