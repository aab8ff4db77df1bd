import { z } from "zod";
import { id, instantOut, language, province, requiredText, text } from "@/lib/core/fields";
import { oneOrMore, pageSize } from "@/lib/core/filters";

/** Kinds of organisation that answer referrals (domain.md 4.6). */
export const partnerTypes = [
  "embassy_or_consulate",
  "iom",
  "unhcr",
  "unicef",
  "un_other",
  "ngo_shelter",
  "government_shelter",
  "hospital",
  "clinic",
  "mental_health",
  "legal_aid",
  "bar_pro_bono",
  "anti_trafficking_police",
  "local_police",
  "immigration",
  "social_affairs",
  "labour_ministry",
  "nctc_committee",
  "prosecutor_court",
  "interpreter_service",
  "transport",
  "cash_provider",
  "rescuer_group",
  "diaspora_group",
  "faith_group",
  "ngo_country_of_return",
  "home_social_services",
  "home_police",
  "employer_or_training",
  "media",
] as const;
export type PartnerType = (typeof partnerTypes)[number];

/** Whom a service takes in; `any` when it does not ask. */
export const servedSexes = ["any", "women", "men"] as const;
export type ServedSexes = (typeof servedSexes)[number];

/** The code of a need type, which is what a service answers. The types are rows, so only the form is checked here. */
export const needCode = z.string().regex(/^[A-Z]\d{2,3}$/, "core.error.notInList");

export const addPartnerInput = z.strictObject({
  name: requiredText(200),
  type: z.enum(partnerTypes),
  province: province.optional(),
  phone: text(40).optional(),
  /** Somebody here has checked that they exist and can be trusted. */
  verified: z.boolean().default(false),
  services: z
    .array(
      z.strictObject({
        needCode,
        /** Empty: not known. */
        languages: z.array(language).max(30).default([]),
        sexes: z.enum(servedSexes).default("any"),
        /** What the person would pay, in US dollars; left out when not known. Help must be free: above 0 is never suggested. */
        costUsd: z.int().min(0).max(1_000_000).optional(),
        /** Left out when not known. */
        openPlaces: z.int().min(0).max(100_000).optional(),
      }),
    )
    .max(60)
    .default([])
    .superRefine((services, context) => {
      services.forEach(({ needCode: code }, i) => {
        const first = services.findIndex((service) => service.needCode === code);
        if (first < i)
          context.addIssue({ code: "custom", path: [i, "needCode"], message: "partners.error.serviceTwice" });
      });
    }),
});
export const addPartnerOutput = z.strictObject({ id });

export const partnerListInput = z.strictObject({
  /** Offers a service for this need. */
  need: oneOrMore(needCode).optional(),
  /** A service in this language; unknown languages do not count. */
  language: language.optional(),
  /** A service that takes this sex. */
  sex: z.enum(["women", "men"]).optional(),
  province: province.optional(),
  /** The last id of the page before. */
  after: id.optional(),
  limit: pageSize,
});

export const partnerService = z.strictObject({
  needCode,
  label: z.string(),
  languages: z.array(z.string()),
  sexes: z.enum(servedSexes),
  costUsd: z.int().nullable(),
  openPlaces: z.int().nullable(),
});

export const partnerRow = z.strictObject({
  id,
  name: z.string(),
  type: z.enum(partnerTypes),
  province: z.string().nullable(),
  phone: z.string().nullable(),
  verifiedAt: instantOut.nullable(),
  services: z.array(partnerService),
  version: z.int(),
});
export type PartnerRow = z.output<typeof partnerRow>;

export const partnerListOutput = z.strictObject({
  partners: z.array(partnerRow),
  total: z.int(),
  /** Pass as `after` for the next page; null on the last. */
  next: id.nullable(),
});
