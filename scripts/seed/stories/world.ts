import type { PartnerType } from "@/lib/partners/schema";
import type { UrgencyRule } from "@/lib/needs/urgency";

/** A team with those who can take on its cases. */
export type Team = {
  id: string;
  siteId: string;
  province: string;
  workerIds: readonly string[];
  coordinatorIds: readonly string[];
};

export type Partner = { id: string; type: PartnerType; needCodes: readonly string[] };

export type NeedKind = UrgencyRule & { code: string; label: string };

/** What made-up people come into: one organisation with its teams and partners. */
export type World = {
  organisationId: string;
  teams: readonly Team[];
  partners: readonly Partner[];
  needKinds: readonly NeedKind[];
};
