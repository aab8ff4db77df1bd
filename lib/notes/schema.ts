import { z } from "zod";
import { cursor } from "@/lib/core/cursor";
import { revealReasons } from "@/lib/people/schema";
import { id, instant, instantOut, language, requiredText } from "@/lib/core/fields";

export const noteKinds = ["talk", "call", "message", "visit", "observation", "other"] as const;

/** Who may read a note: everybody on the case; or its author, the caseworker and those granted health or legal notes. */
export const notePrivacies = ["case", "health", "legal"] as const;
export type NotePrivacy = (typeof notePrivacies)[number];

/** `note.add`: `occurredAt` is now unless told; a phone's clock may run five minutes ahead. */
export const noteIn = z.strictObject({
  caseId: id,
  kind: z.enum(noteKinds),
  language,
  body: requiredText(10_000),
  occurredAt: instant.optional(),
  privacy: z.enum(notePrivacies).default("case"),
});
export type NoteInput = z.input<typeof noteIn>;

export const noteAdded = z.strictObject({ noteId: id, occurredAt: instantOut });

export const noteListInput = z.strictObject({
  caseId: id,
  /** `next` of the page before. */
  after: cursor(instant, id).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

export const noteOut = z.strictObject({
  id,
  kind: z.enum(noteKinds),
  language: z.string(),
  privacy: z.enum(notePrivacies),
  /** Null for a note for few eyes and on a restricted case: `note.reveal` opens it. */
  body: z.string().nullable(),
  /** True when the reader is one of the few. */
  mayReveal: z.boolean(),
  authorId: id,
  authorName: z.string(),
  occurredAt: instantOut,
  createdAt: instantOut,
});
export type NoteOut = z.output<typeof noteOut>;

export const noteReveal = z.strictObject({ noteId: id, reason: z.enum(revealReasons) });
export const noteRevealed = z.strictObject({ body: z.string(), language: z.string() });

export const noteListOutput = z.strictObject({ notes: z.array(noteOut), next: z.string().nullable() });
