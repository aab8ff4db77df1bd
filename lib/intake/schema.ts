export const draftLevels = ["l0", "l1"] as const;
