import { z } from "zod";

/** What is kept for how long (domain.md 7.7). `backup` is the copies of the database. */
export const retentionClasses = ["contact", "draft", "active", "closed_private", "closed", "backup"] as const;
export type RetentionClass = (typeof retentionClasses)[number];
export type RetentionDays = Record<RetentionClass, number>;

/** Days that each class is kept, unless the organisation says otherwise. */
export const usualDays = {
  contact: 30,
  draft: 30,
  active: 365,
  closed_private: 365,
  closed: 730,
  backup: 35,
} as const satisfies RetentionDays;

/** The least and the most days that an organisation may set. */
export const daysAllowed = {
  contact: [7, 365],
  draft: [1, 180],
  active: [90, 730],
  closed_private: [30, 1_095],
  closed: [180, 3_650],
  backup: [1, 90],
} as const satisfies Record<RetentionClass, readonly [number, number]>;

/** The rules under which a case comes up for a decision. A restricted one does 30 days after it was restricted. */
export const reviewRules = ["contact", "active", "closed_private", "closed", "restricted"] as const;
export type ReviewRule = (typeof reviewRules)[number];

/** What is proposed once the time is over. Nothing happens by itself. */
export const reviewProposals = ["erase", "clear_private", "review"] as const;
export type ReviewProposal = (typeof reviewProposals)[number];

/** Why a case is kept beyond its time. */
export const keepReasons = [
  "person_asked",
  "legal_claim",
  "child_safety",
  "follow_up_planned",
  "other_duty",
] as const;
export type KeepReason = (typeof keepReasons)[number];

/** What a person may ask of us about their own record, and what became of it. */
export const requestKinds = ["copy", "correction", "restriction", "erasure"] as const;
export type RequestKind = (typeof requestKinds)[number];
export const requestStatuses = ["open", "answered"] as const;
export const requestOutcomes = ["done", "partly", "not_possible", "taken_back"] as const;

/** A day such as `2026-12-27`. */
export const dayOut = z.iso.date();
