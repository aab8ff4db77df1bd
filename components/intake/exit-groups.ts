import type { Choice, IntakeWords } from "./script";

export type ExitGroup = keyof IntakeWords["exit"]["groups"];

const groups: Record<Exclude<ExitGroup, "other">, readonly string[]> = {
  left: ["individual_escape", "mass_breakout", "transfer_intercepted"],
  operator: [
    "released_by_operator",
    "released_contract_or_debt_declared_ended",
    "expelled_unproductive_or_ill",
    "operator_abandoned_site",
  ],
  money: ["family_paid_ransom", "person_paid_ransom", "third_party_paid", "bribe_to_guard_or_official"],
  helped: [
    "ngo_or_civil_intervention",
    "embassy_intervention",
    "police_individual_extraction",
    "police_raid",
    "official_inspection_release",
  ],
  custody: ["released_from_detention", "deported"],
};

/** Ways out under headings, for the eye only: the code is what is kept. A way that no heading knows stands under `other`. */
export function exitGroups(options: readonly Choice[]): { group: ExitGroup; members: Choice[] }[] {
  const named = Object.entries(groups).map(([group, codes]) => ({
    group: group as ExitGroup,
    members: codes.flatMap((code) => options.filter(({ value }) => value === code)),
  }));
  const placed = new Set(named.flatMap(({ members }) => members));
  const rest = options.filter((option) => !placed.has(option));
  return [...named, { group: "other" as const, members: rest }].filter(({ members }) => members.length > 0);
}
