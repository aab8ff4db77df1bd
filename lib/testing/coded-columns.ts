import * as access from "@/lib/access/schema";
import { exportStatuses } from "@/lib/audit/exporting/schema";
import { trailCheckStatuses } from "@/lib/audit/sealing/schema";
import { actorKinds, auditKinds, auditOutcomes } from "@/lib/audit/schema";
import * as cases from "@/lib/cases/schema";
import * as consents from "@/lib/consents/schema";
import { draftLevels } from "@/lib/intake/schema";
import * as needs from "@/lib/needs/schema";
import { noteKinds, notePrivacies } from "@/lib/notes/schema";
import { partnerTypes, servedSexes } from "@/lib/partners/schema";
import * as people from "@/lib/people/schema";
import * as referrals from "@/lib/referrals/schema";
import { erasureReasons, erasureStatuses } from "@/lib/retention/erasing/schema";
import { holdBases } from "@/lib/retention/holding/schema";
import * as retention from "@/lib/retention/schema";
import { taskKinds, taskStatuses } from "@/lib/tasks/schema";
import { challengePurposes, factors } from "@/lib/users/factors/schema";
import { grantKinds, invitationPurposes, membershipStatuses, roles, userStatuses } from "@/lib/users/schema";
import { alertOutcomes, watchRules } from "@/lib/watch/schema";

/** Every coded column and the list its CHECK must hold to. A house test compares both. */
export const codedColumns: Record<string, readonly string[]> = {
  "access_grant.kind": grantKinds,
  "audit_event.actor_kind": actorKinds,
  "audit_event.actor_role": roles,
  "audit_event.kind": auditKinds,
  "audit_event.outcome": auditOutcomes,
  "audit_export.status": exportStatuses,
  "auth_challenge.purpose": challengePurposes,
  "case_access.kind": access.accessKinds,
  "case_access.review_outcome": access.reviewOutcomes,
  "case_access.status": access.accessStatuses,
  "case_file.can_talk_safely": cases.yesNo,
  "case_file.child_present": cases.yesNo,
  "case_file.food_cash": cases.foodCash,
  "case_file.kept_because": retention.keepReasons,
  "case_file.level": cases.caseLevels,
  "case_file.may_contact": cases.mayContact,
  "case_file.restricted_because": cases.restrictionReasons,
  "case_file.safe_tonight": cases.safeTonight,
  "case_file.shelter_now": cases.shelterNow,
  "case_file.status": cases.caseStatuses,
  "case_file.travel_document": cases.travelDocuments,
  "case_file.wishes": cases.wishes,
  "consent.answer": consents.consentAnswers,
  "consent.capacity": consents.capacities,
  "consent.elements": consents.shareElements,
  "consent.method": consents.consentMethods,
  "consent.scope": consents.consentScopes,
  "consent.withdrawn_how": consents.withdrawalWays,
  "erasure.reason": erasureReasons,
  "erasure.status": erasureStatuses,
  "exit_event.confidence": cases.confidences,
  "exit_event.mode": cases.exitModes,
  "exit_event.official_presence": cases.officialPresences,
  "exit_event.source": cases.exitSources,
  "identity_document.type": people.identityDocumentTypes,
  "intake_draft.level": draftLevels,
  "invitation.purpose": invitationPurposes,
  "legal_hold.basis": holdBases,
  "match_key.kind": people.matchKeyKinds,
  "membership.status": membershipStatuses,
  "need.person_agrees": needs.personAgrees,
  "need.status": needs.needStatuses,
  "need.unmet_reason": needs.unmetReasons,
  "need.urgency": needs.urgencies,
  "need_type.category": needs.needCategories,
  "need_type.default_urgency": needs.urgencies,
  "note.kind": noteKinds,
  "note.privacy": notePrivacies,
  "partner.type": partnerTypes,
  "partner_service.sexes": servedSexes,
  "person.age_certainty": people.ageCertainties,
  "person.age_group": people.ageGroups,
  "person.interpreter_needed": people.interpreterNeeds,
  "person.sex_gender": people.sexGenders,
  "person_contact.method": people.contactMethods,
  "person_contact.safe_to_contact": people.safeToContact,
  "person_name.type": people.nameTypes,
  "person_request.kind": retention.requestKinds,
  "person_request.outcome": retention.requestOutcomes,
  "person_request.status": retention.requestStatuses,
  "referral.outcome": referrals.referralOutcomes,
  "referral.reject_reason": referrals.rejectReasons,
  "referral.shared_elements": consents.shareElements,
  "referral.status": referrals.referralStatuses,
  "referral.urgency": needs.urgencies,
  "retention_setting.class": retention.retentionClasses,
  "sealing_key.kind": people.sealingKeyKinds,
  "session.factor": factors,
  "task.kind": taskKinds,
  "task.status": taskStatuses,
  "trail_check.status": trailCheckStatuses,
  "user_account.role": roles,
  "user_account.status": userStatuses,
  "watch_alert.outcome": alertOutcomes,
  "watch_alert.rule": watchRules,
  "watch_setting.rule": watchRules,
};

export const codedArrayColumns: ReadonlySet<string> = new Set([
  "consent.elements",
  "referral.shared_elements",
]);
