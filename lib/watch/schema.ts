/** Reading that is unusual enough to be looked at. */
export const watchRules = ["many_cases", "other_teams", "night", "own_name", "denied"] as const;
export type WatchRule = (typeof watchRules)[number];

export const alertOutcomes = ["explained", "concern", "no_action"] as const;
export type AlertOutcome = (typeof alertOutcomes)[number];
