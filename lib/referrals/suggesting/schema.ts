import { z } from "zod";
import { id } from "@/lib/core/fields";
import { partnerTypes } from "@/lib/partners/schema";

export const suggestionsInput = z.strictObject({ needId: id });

/** What speaks for or against a partner, as message keys under `referrals.fit`. */
export const fitReasons = [
  "language_spoken",
  "language_unknown",
  "language_not_spoken",
  "sex_taken",
  "sex_unknown",
  "sex_not_taken",
  "free",
  "cost_unknown",
  "costs_money",
  "places_open",
  "places_unknown",
  "places_full",
  "same_province",
  "other_province",
  "province_unknown",
  "already_asked",
] as const;
export type FitReason = (typeof fitReasons)[number];

export const suggestion = z.strictObject({
  partnerId: id,
  name: z.string(),
  type: z.enum(partnerTypes),
  phone: z.string().nullable(),
  openPlaces: z.int().nullable(),
  costUsd: z.int().nullable(),
  reasons: z.array(z.enum(fitReasons)),
});
export type Suggestion = z.output<typeof suggestion>;

/** Best first. `notSuggested` are left out for a reason: they cost money, do not take this person, or were asked already. */
export const suggestionsOutput = z.strictObject({
  suggested: z.array(suggestion),
  notSuggested: z.array(suggestion),
});
