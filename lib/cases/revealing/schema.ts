import { z } from "zod";
import { privateAnswersOut } from "@/lib/cases/schema";
import { id } from "@/lib/core/fields";
import {
  contactMethods,
  identityDocumentTypes,
  nameTypes,
  revealables,
  revealReasons,
  safeToContact,
} from "@/lib/people/schema";

/** `person.reveal`: one kind of values at a time, with the reason unless the case is one's own. */
export const revealRequest = z.strictObject({
  caseId: id,
  what: z.enum(revealables),
  reason: z.enum(revealReasons).optional(),
});

/** What was opened: only the fields of the kind that was asked for. */
export const revealed = z.strictObject({
  preferredName: z.string().nullable().optional(),
  names: z
    .array(z.strictObject({ id, type: z.enum(nameTypes), script: z.string().nullable(), full: z.string() }))
    .optional(),
  contacts: z
    .array(
      z.strictObject({
        id,
        method: z.enum(contactMethods),
        value: z.string().nullable(),
        safeToContact: z.enum(safeToContact),
        rule: z.string().nullable(),
      }),
    )
    .optional(),
  documents: z
    .array(
      z.strictObject({
        id,
        type: z.enum(identityDocumentTypes),
        country: z.string().nullable(),
        number: z.string(),
      }),
    )
    .optional(),
  birthDate: z.string().nullable().optional(),
  private: privateAnswersOut.nullable().optional(),
  exitNotes: z.array(z.strictObject({ exitId: id, note: z.string() })).optional(),
});
export type Revealed = z.output<typeof revealed>;
