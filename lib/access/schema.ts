/** How one person came to one case beyond their own. */
export const accessKinds = ["asked", "glass", "registered"] as const;
export type AccessKind = (typeof accessKinds)[number];

export const accessStatuses = ["waiting", "open", "refused", "ended"] as const;
export type AccessStatus = (typeof accessStatuses)[number];

/** What a coordinator says afterwards of a glass that was broken. */
export const reviewOutcomes = ["justified", "not_justified", "follow_up"] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];
