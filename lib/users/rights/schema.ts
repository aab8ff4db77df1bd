import { z } from "zod";
import { grantKinds, roles } from "@/lib/core/actor";
import { id, instant, requiredText, version } from "@/lib/core/fields";

/** Where somebody is to work: a team, or a whole site when `teamId` is null. */
export const place = z.strictObject({ siteId: id, teamId: id.nullable() });
export type Place = z.output<typeof place>;

/** A grant and until when; without an end it lasts as long as the account, or 90 days for a volunteer. */
export const grantWish = z.strictObject({ kind: z.enum(grantKinds), endsAt: instant.nullish() });
export type GrantWish = z.output<typeof grantWish>;

/** An e-mail address as people type it; stored in lower case, so that it is the same address however it was typed. */
export const email = z
  .string()
  .max(320, "core.error.tooLong")
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email("users.error.emailMalformed"));

// A second line, or a name that reads backwards, can look like somebody else's.
const misleading = /[\n\r\t\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** What somebody may be from now on. `endsAt` null says that it does not end; left out, volunteers get 90 days. */
export const rightsWish = z.strictObject({
  displayName: requiredText(120).refine((name) => !misleading.test(name), "core.error.controlCharacter"),
  role: z.enum(roles, "users.error.roleMissing"),
  places: z.array(place).max(50),
  grants: z.array(grantWish).max(grantKinds.length),
  endsAt: instant.nullish(),
});
export type RightsWish = z.output<typeof rightsWish>;

export const updateUserInput = rightsWish.extend({ userId: id, version });
export const answerProposalInput = z.strictObject({ userId: id, version });
