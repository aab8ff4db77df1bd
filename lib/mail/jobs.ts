import "server-only";
import { z } from "zod";
import type { Ctx } from "@/lib/core/context";
import { type SealContext, sealForOrganisation } from "@/lib/core/crypto";
import { id } from "@/lib/core/fields";
import { enqueue, type Job, type JobDefinition } from "@/lib/core/jobs";
import { letterKinds, type LetterKind } from "@/lib/mail/schema";

/** Sends one letter to a member of staff. `token` is that of a link, sealed for this person. */
export const mailSend = {
  name: "mail.send",
  payload: z.strictObject({
    organisationId: id,
    userId: id,
    kind: z.enum(letterKinds),
    token: z.base64().optional(),
  }),
} satisfies JobDefinition;

/** Where the token of a letter is sealed: it opens only for the same person. */
export function letterPlace(userId: string): SealContext {
  return { table: "mail.send", column: "token", row: userId };
}

/** A letter to be returned from a command: `jobs: [letterTo(ctx, { userId, kind: "something_waiting" })]`. */
export function letterTo(
  { actor }: Pick<Ctx, "actor">,
  { userId, kind, token }: { userId: string; kind: LetterKind; token?: string },
): Job {
  const { organisationId } = actor;
  const sealed =
    token && Buffer.from(sealForOrganisation(organisationId, token, letterPlace(userId))).toString("base64");
  return enqueue(mailSend, { organisationId, userId, kind, ...(sealed && { token: sealed }) });
}
