import { z } from "zod";
import { id, instant, instantOut, requiredText } from "@/lib/core/fields";

/** How long a token lives unless somebody decides otherwise, and at most. */
export const tokenDays = { usual: 90, most: 365 } as const;

export const createTokenInput = z.strictObject({
  name: requiredText(80),
  permissions: z.array(z.string().max(80)).min(1, "users.error.tokenWithoutPermission").max(200),
  expiresAt: instant.optional(),
});

/** A token as its owner and administrators see it: never the secret itself. */
export const apiToken = z.strictObject({
  id,
  name: z.string(),
  permissions: z.array(z.string()),
  createdAt: instantOut,
  expiresAt: instantOut,
  lastUsedAt: instantOut.nullable(),
});
export type ApiToken = z.output<typeof apiToken>;
