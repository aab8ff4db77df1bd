import type { sealingKeyKinds } from "@/lib/people/schema";

/** What the seed fills, each table after those that its rows refer to, or that make its rows visible. */
export const tables = [
  "organisation",
  "organisation_key",
  "site",
  "team",
  "user_account",
  "totp",
  "access_grant",
  "membership",
  "partner",
  "partner_service",
  "person",
  "case_file",
  "intake_draft",
  "sealing_key",
  "person_name",
  "person_contact",
  "identity_document",
  "match_key",
  "exit_event",
  "consent",
  "need",
  "referral",
  "partner_link",
  "note",
  "task",
  "audit_event",
] as const;
export type Table = (typeof tables)[number];

/** Column → value that JSON can carry; bytes as `\x…`, instants as Date. */
export type Row = Record<string, unknown>;

export type SealingKeyKind = (typeof sealingKeyKinds)[number];
