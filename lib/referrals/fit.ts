import type { FitReason } from "@/lib/referrals/suggesting/schema";

/** Whom help is looked for. */
export type Seeker = { languages: readonly string[]; sexGender: string | null; province: string | null };

/** What a partner offers for the need. */
export type Offer = {
  languages: readonly string[];
  sexes: string;
  costUsd: number | null;
  openPlaces: number | null;
  province: string | null;
  /** This partner has been asked about this need before. */
  asked: boolean;
};

const weights: Record<FitReason, number> = {
  language_spoken: 4,
  language_unknown: 0,
  language_not_spoken: -3,
  sex_taken: 2,
  sex_unknown: 0,
  sex_not_taken: 0,
  free: 2,
  cost_unknown: 0,
  costs_money: 0,
  places_open: 3,
  places_unknown: 0,
  places_full: -5,
  same_province: 2,
  other_province: -1,
  province_unknown: 0,
  already_asked: 0,
};

/** Reasons for which a partner is not suggested, however well the rest fits. */
const obstacles: ReadonlySet<FitReason> = new Set(["costs_money", "sex_not_taken", "already_asked"]);

const women = ["feminine", "transgender_feminine"];
const men = ["masculine", "transgender_masculine"];

/** What speaks for and against an offer, one reason for each question. */
export function fitOf(seeker: Seeker, offer: Offer): FitReason[] {
  return [
    languageFit(seeker.languages, offer.languages),
    sexFit(seeker.sexGender, offer.sexes),
    offer.costUsd === null ? "cost_unknown" : offer.costUsd > 0 ? "costs_money" : "free",
    offer.openPlaces === null ? "places_unknown" : offer.openPlaces > 0 ? "places_open" : "places_full",
    provinceFit(seeker.province, offer.province),
    ...(offer.asked ? (["already_asked"] as const) : []),
  ];
}

/** False when one of the reasons rules the partner out. Help that costs money is never suggested. */
export function isSuggested(reasons: readonly FitReason[]): boolean {
  return !reasons.some((reason) => obstacles.has(reason));
}

/** How well the reasons fit, to sort by: more is better. */
export function weightOf(reasons: readonly FitReason[]): number {
  return reasons.reduce((sum, reason) => sum + weights[reason], 0);
}

function languageFit(spoken: readonly string[], offered: readonly string[]): FitReason {
  if (spoken.length === 0 || offered.length === 0) return "language_unknown";
  return spoken.some((language) => offered.includes(language)) ? "language_spoken" : "language_not_spoken";
}

function sexFit(sexGender: string | null, sexes: string): FitReason {
  if (sexes === "any") return "sex_taken";
  if (sexGender && women.includes(sexGender)) return sexes === "women" ? "sex_taken" : "sex_not_taken";
  if (sexGender && men.includes(sexGender)) return sexes === "men" ? "sex_taken" : "sex_not_taken";
  return "sex_unknown";
}

function provinceFit(here: string | null, there: string | null): FitReason {
  if (here === null || there === null) return "province_unknown";
  return here === there ? "same_province" : "other_province";
}
