import type { Actor, Principal } from "@/lib/core/actor";
import { principalOf } from "@/lib/core/actor";

type Row = { allows: readonly Principal[]; does: "write" | "read"; audited: boolean };

const writes = (...allows: Principal[]): Row => ({ allows, does: "write", audited: true });
const reads = (...allows: Principal[]): Row => ({ allows, does: "read", audited: false });
/** A read that leaves a view event each time. */
const views = (...allows: Principal[]): Row => ({ allows, does: "read", audited: true });

/** Question one: may this role ever? A verb without a row here does not compile. */
export const permissions = {
  "case.register": writes("caseworker", "coordinator"),
  "case.update": writes("caseworker", "coordinator"),
  "case.assign": writes("caseworker", "coordinator"),
  "case.list": reads("caseworker", "coordinator"),
  "case.get": views("caseworker", "coordinator"),
  "case.timeline": reads("caseworker", "coordinator"),
  "person.search": views("caseworker", "coordinator"),
  "person.duplicates": views("caseworker", "coordinator"),
  "person.reveal": writes("caseworker", "coordinator"),
  "draft.save": writes("caseworker", "coordinator"),
  "draft.discard": writes("caseworker", "coordinator"),
  "draft.get": reads("caseworker", "coordinator"),
  "draft.list": reads("caseworker", "coordinator"),
  "note.add": writes("caseworker", "coordinator"),
  "note.list": views("caseworker", "coordinator"),
  "needType.list": reads("caseworker", "coordinator", "administrator"),
  "need.add": writes("caseworker", "coordinator"),
  "need.changeStatus": writes("caseworker", "coordinator"),
  "need.list": reads("caseworker", "coordinator"),
  "need.get": views("caseworker", "coordinator"),
  "consent.give": writes("caseworker", "coordinator"),
  "consent.withdraw": writes("caseworker", "coordinator"),
  "consent.list": reads("caseworker", "coordinator"),
  "consent.expiring": reads("system"),
  "consent.remind": writes("system"),
  "partner.add": writes("coordinator"),
  "partner.list": reads("caseworker", "coordinator", "administrator"),
  "referral.create": writes("caseworker", "coordinator"),
  "referral.send": writes("caseworker", "coordinator"),
  "referral.acknowledge": writes("partner"),
  "referral.respond": writes("partner", "caseworker", "coordinator"),
  "referral.recordService": writes("partner", "caseworker", "coordinator"),
  "referral.giveFeedback": writes("partner"),
  "referral.close": writes("caseworker", "coordinator"),
  "referral.list": reads("caseworker", "coordinator"),
  "referral.get": views("caseworker", "coordinator"),
  "referral.preview": views("caseworker", "coordinator"),
  "referral.shared": views("partner"),
  "referral.suggestions": reads("caseworker", "coordinator"),
  "referral.clock": reads("system"),
  "referral.markLate": writes("system"),
  "referral.stopSharing": writes("system"),
  "task.finish": writes("caseworker", "coordinator"),
  "task.postpone": writes("caseworker", "coordinator"),
  "task.open": writes("system"),
  "day.get": reads("caseworker", "coordinator"),
  "dashboard.coordinator": reads("coordinator"),
  "audit.list": views("administrator"),
  "user.list": reads("administrator"),
  "user.deactivate": writes("administrator"),
  "colleague.list": reads("caseworker", "coordinator"),
  "session.list": reads("caseworker", "coordinator", "administrator"),
  "session.revoke": writes("caseworker", "coordinator", "administrator"),
  "site.list": reads("caseworker", "coordinator", "administrator"),
  "me.get": reads("caseworker", "coordinator", "administrator"),
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof permissions;

/** True when the actor's role may ever do this. Whether they may do it to this record is the domain's policy. */
export function isPermitted(actor: Actor, permission: Permission): boolean {
  return (permissions[permission].allows as readonly Principal[]).includes(principalOf(actor));
}
