import type { Permission } from "@/lib/core/permissions";

/** Permissions by what they are about: the nouns of each area. */
export const areas = {
  people: [
    "case",
    "person",
    "draft",
    "note",
    "access",
    "retention",
    "hold",
    "request",
    "erasure",
    "dashboard",
    "figures",
  ],
  needs: ["need", "needType", "consent"],
  referrals: ["partner", "referral"],
  work: ["day", "task"],
  accounts: ["user", "colleague", "site", "audit", "trail", "watch", "factorReset", "mail"],
  security: ["me", "session", "factor", "totp", "passkey", "recovery", "token", "key"],
} as const;
export type Area = keyof typeof areas;

/** Of these permissions those of one area, in their order. */
export function inArea<Name extends Permission | string>(area: Area, names: readonly Name[]): Name[] {
  return names.filter((name) => (areas[area] as readonly string[]).includes(name.split(".")[0]!));
}
