import type { Role } from "@/lib/core/actor";
import type { AuditDetail, AuditKind } from "@/lib/core/audit";
import { newId } from "@/lib/core/ids";
import { appVersion } from "@/lib/core/version";
import type { Batch } from "./batch";

/** An act as the audit trail tells it. Without a role it was done by the program or, with `partner`, by a referral's link. */
export type Act = {
  at: Date;
  action: string;
  kind?: AuditKind;
  by: { staff: string; role: Role } | { partner: string } | "system";
  entity: string;
  entityId: string;
  caseId?: string;
  covers?: readonly string[];
  detail?: AuditDetail;
};

/** The event of an act: also what lets its rows be committed. */
export function addEvent(
  batch: Batch,
  { at, action, kind = "write", by, entity, entityId, caseId, covers = [], detail = {} }: Act,
): void {
  batch.add("audit_event", {
    id: newId(at.getTime()),
    at,
    kind,
    action,
    outcome: "allowed",
    ...actorOf(by),
    entity,
    entity_id: entityId,
    case_id: caseId ?? null,
    covers,
    detail,
    request_id: "seed",
    app_version: appVersion,
  });
}

function actorOf(by: Act["by"]) {
  if (by === "system") return { actor_kind: "system", actor_id: null, actor_role: null };
  if ("partner" in by) return { actor_kind: "partner", actor_id: by.partner, actor_role: null };
  return { actor_kind: "staff", actor_id: by.staff, actor_role: by.role };
}
