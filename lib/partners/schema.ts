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
