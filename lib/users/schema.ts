export { roles, type Role } from "@/lib/core/actor";

export const userStatuses = ["invited", "active", "deactivated"] as const;
export type UserStatus = (typeof userStatuses)[number];

export const membershipStatuses = ["active", "pending", "ended"] as const;
