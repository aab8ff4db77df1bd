import { type Actor, type Principal, principalsOf } from "@/lib/core/actor";

type Row = {
  allows: readonly Principal[];
  does: "write" | "read";
  audited: boolean;
  /** 1: may be called before the second factor. */
  assurance: 1 | 2;
  /** Demands a second factor within the last five minutes, and never works with a token. */
  stepUp: boolean;
};

const usual = { assurance: 2, stepUp: false } as const;
const writes = (...allows: Principal[]): Row => ({ allows, does: "write", audited: true, ...usual });
const reads = (...allows: Principal[]): Row => ({ allows, does: "read", audited: false, ...usual });
/** A read that leaves a view event each time. */
const views = (...allows: Principal[]): Row => ({ allows, does: "read", audited: true, ...usual });
const beforeSecondFactor = (row: Row): Row => ({ ...row, assurance: 1 });
const sensitive = (row: Row): Row => ({ ...row, stepUp: true });

const everybody = ["caseworker", "coordinator", "administrator", "limited"] as const;
const casework = ["caseworker", "coordinator"] as const;

/** Question one: may this role ever? A verb without a row here does not compile. */
export const permissions = {
  "case.register": writes(...casework, "intake"),
  "case.update": writes(...casework),
  "case.assign": writes(...casework),
  "case.list": views(...casework),
  "case.get": views(...casework),
  "case.timeline": views(...casework),
  "case.lookers": views(...casework),
  "person.search": views(...casework),
  "person.duplicates": views(...casework),
  "person.reveal": writes(...casework),
  "draft.save": writes(...casework, "intake"),
  "draft.discard": writes(...casework, "intake"),
  "draft.get": views(...casework, "intake"),
  "draft.list": views(...casework, "intake"),
  "note.add": writes(...casework),
  "note.list": views(...casework),
  "note.reveal": writes(...casework),
  "needType.list": reads(...casework, "administrator", "intake"),
  "need.add": writes(...casework),
  "need.changeStatus": writes(...casework),
  "need.list": views(...casework),
  "need.get": views(...casework),
  "consent.give": writes(...casework),
  "consent.withdraw": writes(...casework),
  "consent.list": views(...casework),
  "consent.expiring": reads("system"),
  "consent.remind": writes("system"),
  "partner.add": writes("coordinator"),
  "partner.list": reads(...casework, "administrator"),
  "referral.create": writes(...casework),
  "referral.send": writes(...casework),
  "referral.acknowledge": writes("partner"),
  "referral.respond": writes("partner", "caseworker", "coordinator"),
  "referral.recordService": writes("partner", "caseworker", "coordinator"),
  "referral.giveFeedback": writes("partner"),
  "referral.close": writes(...casework),
  "referral.list": views(...casework),
  "referral.get": views(...casework),
  "referral.preview": views(...casework),
  "referral.shared": views("partner"),
  "referral.suggestions": views(...casework),
  "referral.clock": reads("system"),
  "referral.markLate": writes("system"),
  "referral.stopSharing": writes("system"),
  "task.finish": writes(...casework, "duty_officer"),
  "task.postpone": writes(...casework, "duty_officer"),
  "task.open": writes("system"),
  "day.get": views(...casework, "intake", "duty_officer"),
  "dashboard.coordinator": views("coordinator"),
  "figures.summary": reads("coordinator", "analyst"),
  "access.lookUp": views(...casework),
  "access.visit": reads(...casework),
  "access.list": views(...casework, "duty_officer", "data_protection_officer"),
  "access.ask": writes(...casework),
  "access.answer": writes(...casework, "duty_officer"),
  "access.breakGlass": sensitive(writes(...casework)),
  "access.end": writes(...casework),
  "access.review": writes("coordinator"),
  "access.overdue": reads("system"),
  "access.close": writes("system"),
  "watch.due": reads("system"),
  "watch.scan": writes("system"),
  "watch.list": views("coordinator", "data_protection_officer"),
  "watch.close": writes("coordinator", "data_protection_officer"),
  "watch.settings": reads("administrator", "data_protection_officer"),
  "watch.configure": sensitive(writes("administrator", "data_protection_officer")),
  "retention.ofCase": views(...casework),
  "retention.list": views("coordinator"),
  "retention.keep": writes("coordinator"),
  "retention.clearPrivate": sensitive(writes("coordinator")),
  "retention.settings": reads("coordinator", "administrator", "data_protection_officer"),
  "retention.configure": sensitive(writes("administrator", "data_protection_officer")),
  "hold.place": writes("coordinator", "legal_notes"),
  "hold.extend": writes("coordinator", "legal_notes"),
  "hold.lift": writes("coordinator", "legal_notes"),
  "hold.due": reads("system"),
  "hold.remind": writes("system"),
  "erasure.list": views(...casework, "data_protection_officer"),
  "erasure.get": views(...casework, "data_protection_officer"),
  "erasure.propose": sensitive(writes(...casework)),
  "erasure.confirm": sensitive(writes("coordinator", "data_protection_officer")),
  "erasure.cancel": writes(...casework, "data_protection_officer"),
  "request.receive": writes(...casework),
  "request.answer": writes(...casework),
  "request.due": reads("system"),
  "request.remind": writes("system"),
  "person.copy": sensitive(writes(...casework)),
  "case.restrict": writes(...casework),
  "case.unrestrict": writes(...casework),
  "audit.list": views("administrator", "data_protection_officer"),
  "audit.export": sensitive(writes("administrator", "data_protection_officer")),
  "audit.exportState": reads("administrator", "data_protection_officer"),
  "audit.writeExport": writes("system"),
  "audit.download": sensitive(writes("administrator", "data_protection_officer")),
  "trail.state": reads("administrator", "data_protection_officer"),
  "trail.verify": writes("administrator", "data_protection_officer"),
  "trail.finish": writes("system"),
  "key.add": writes("system"),
  "key.rewrap": writes("system"),
  "key.retire": writes("system"),
  "key.renew": writes("system"),
  "key.retired": reads("system"),
  "key.forget": writes("system"),
  "mail.recipient": reads("system"),
  "user.list": reads("administrator", "data_protection_officer"),
  "user.get": reads("administrator"),
  "user.access": views("administrator"),
  "user.invite": sensitive(writes("administrator")),
  "user.renewInvitation": sensitive(writes("administrator")),
  "user.update": sensitive(writes("administrator")),
  "user.confirmAdministrator": sensitive(writes("administrator")),
  "user.declineAdministrator": writes("administrator"),
  "user.deactivate": writes("administrator"),
  "colleague.list": reads(...casework),
  "session.list": reads(...everybody),
  "session.revoke": beforeSecondFactor(writes(...everybody)),
  "site.list": reads(...everybody),
  "me.get": beforeSecondFactor(reads(...everybody)),
  "me.changePassword": sensitive(writes(...everybody)),
  "factor.list": beforeSecondFactor(reads(...everybody)),
  "totp.begin": beforeSecondFactor(writes(...everybody)),
  "totp.confirm": beforeSecondFactor(writes(...everybody)),
  "totp.remove": sensitive(writes(...everybody)),
  "passkey.begin": beforeSecondFactor(writes(...everybody)),
  "passkey.add": beforeSecondFactor(writes(...everybody)),
  "passkey.rename": writes(...everybody),
  "passkey.remove": sensitive(writes(...everybody)),
  "recovery.renew": sensitive(writes(...everybody)),
  "factorReset.list": reads("coordinator", "administrator"),
  "factorReset.propose": sensitive(writes("coordinator", "administrator")),
  "factorReset.confirm": sensitive(writes("coordinator", "administrator")),
  "factorReset.cancel": beforeSecondFactor(writes(...everybody)),
  "factorReset.carryOut": writes("system"),
  "token.list": reads(...everybody),
  "token.create": sensitive(writes(...everybody)),
  "token.revoke": writes(...everybody),
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof permissions;

/** True when the actor may ever do this, by role, grant or token. Whether to this record is the domain's policy. */
export function isPermitted(actor: Actor, permission: Permission): boolean {
  const { allows, stepUp } = permissions[permission];
  if (actor.kind === "staff" && actor.limitedTo && (stepUp || !actor.limitedTo.includes(permission)))
    return false;
  return principalsOf(actor).some((principal) => (allows as readonly Principal[]).includes(principal));
}

/** What a permitted actor must show first: a second factor at all, or again just now. Null when nothing. */
export function factorNeeded(actor: Actor, permission: Permission): "second_factor" | "step_up" | null {
  if (actor.kind !== "staff") return null;
  const { assurance, stepUp } = permissions[permission];
  if (actor.assurance < assurance) return "second_factor";
  return stepUp && !actor.steppedUp ? "step_up" : null;
}
