export const auditKinds = ["write", "view", "denied", "auth", "share"] as const;
export type AuditKind = (typeof auditKinds)[number];

export const auditOutcomes = ["allowed", "denied"] as const;
export const actorKinds = ["staff", "partner", "system"] as const;
