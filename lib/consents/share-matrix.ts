import type { ShareElement } from "@/lib/consents/schema";
import type { PartnerType } from "@/lib/partners/schema";

/** What a kind of recipient may be offered from the start, and what it is never given. All else is chosen piece by piece. */
export type ShareRule = { offered: readonly ShareElement[]; never: readonly ShareElement[] };

const healthAndStory = [
  "health_summary",
  "sexual_violence",
  "mental_health",
  "exit_summary",
  "exploitation_narrative",
  "forced_tasks",
  "recruiter_details",
] as const satisfies readonly ShareElement[];

const shelter: ShareRule = {
  offered: ["case_code", "name", "nationality", "sex_age_group", "contact", "needs_requested"],
  never: ["passport", "exploitation_narrative", "forced_tasks", "legal_matter"],
};
const health: ShareRule = {
  offered: ["case_code", "name", "sex_age_group", "date_of_birth", "needs_requested", "health_summary"],
  never: ["exploitation_narrative", "forced_tasks", "recruiter_details", "legal_matter"],
};
const embassy: ShareRule = {
  offered: ["name", "nationality", "date_of_birth", "passport", "needs_requested"],
  never: ["shelter_address", ...healthAndStory, "legal_matter", "risk_level", "screening_state"],
};
const immigration: ShareRule = {
  offered: ["name", "nationality", "date_of_birth", "passport", "needs_requested"],
  never: ["shelter_address", ...healthAndStory],
};
/** Only when the person asks for it; besides the name nothing is offered. */
const police: ShareRule = {
  offered: ["name"],
  never: ["shelter_address", "health_summary", "sexual_violence", "mental_health"],
};
const unitedNations: ShareRule = {
  offered: [
    "case_code",
    "name",
    "nationality",
    "sex_age_group",
    "date_of_birth",
    "contact",
    "needs_requested",
    "exit_summary",
    "screening_state",
  ],
  never: ["shelter_address"],
};
const legal: ShareRule = {
  offered: [
    "name",
    "needs_requested",
    "exit_summary",
    "exploitation_narrative",
    "forced_tasks",
    "recruiter_details",
    "legal_matter",
  ],
  never: [],
};
const atHome: ShareRule = {
  offered: ["name", "contact", "needs_requested", "risk_level"],
  never: ["forced_tasks"],
};
/** Kinds that the matrix does not name get as little as their service needs. */
const service: ShareRule = {
  offered: ["case_code", "sex_age_group", "needs_requested"],
  never: [...healthAndStory, "legal_matter", "risk_level", "screening_state"],
};
const community: ShareRule = {
  offered: ["case_code", "needs_requested"],
  never: [...service.never, "shelter_address", "passport", "date_of_birth"],
};
const everything: readonly ShareElement[] = [
  ...([
    "case_code",
    "name",
    "nationality",
    "sex_age_group",
    "date_of_birth",
    "contact",
    "present_area",
  ] as const),
  ...(["shelter_address", "passport", "photo", "needs_requested", "family_contact"] as const),
  ...service.never,
];
/** The public sees figures, never a person. */
const publicEye: ShareRule = { offered: [], never: everything };

/** Default share matrix by kind of partner (domain.md 4.4). Consent is needed for each element all the same. */
export const shareMatrix: Record<PartnerType, ShareRule> = {
  embassy_or_consulate: embassy,
  iom: unitedNations,
  unhcr: unitedNations,
  unicef: unitedNations,
  un_other: unitedNations,
  ngo_shelter: shelter,
  government_shelter: shelter,
  hospital: health,
  clinic: health,
  mental_health: { ...health, offered: [...health.offered, "mental_health"] },
  legal_aid: legal,
  bar_pro_bono: legal,
  anti_trafficking_police: police,
  local_police: police,
  immigration,
  social_affairs: shelter,
  labour_ministry: police,
  nctc_committee: police,
  prosecutor_court: police,
  interpreter_service: service,
  transport: service,
  cash_provider: service,
  rescuer_group: community,
  diaspora_group: community,
  faith_group: community,
  ngo_country_of_return: atHome,
  home_social_services: atHome,
  home_police: police,
  employer_or_training: service,
  media: publicEye,
};

/** The family gets nothing without an explicit yes, and some things never. */
export const familyRule: ShareRule = { offered: [], never: ["present_area", ...healthAndStory] };
