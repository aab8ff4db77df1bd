import "server-only";
import type { Command } from "@/lib/core/command";
import type { JobDefinition, JobHandler } from "@/lib/core/jobs";
import { handlers as forgettingHandlers } from "@/lib/core/forgetting";
import type { Query } from "@/lib/core/read";
import { addKey, forgetRetiredKeys, retireKeys, rewrapKeys } from "@/lib/keys/commands";
import { renewDataKeys } from "@/lib/keys/renewing/commands";
import { handlers as keyHandlers } from "@/lib/keys/job-handlers";
import { countRetired } from "@/lib/keys/queries";
import { listSites } from "@/lib/organisations/queries";
import { deactivateUser } from "@/lib/users/commands";
import {
  addPasskey,
  beginPasskey,
  removePasskey,
  renamePasskey,
} from "@/lib/users/factors/passkeys/commands";
import { listFactors } from "@/lib/users/factors/queries";
import { renewRecoveryCodes } from "@/lib/users/factors/recovery/commands";
import {
  cancelReset,
  carryOutReset,
  confirmReset,
  proposeReset,
} from "@/lib/users/factors/resetting/commands";
import { handlers as factorHandlers } from "@/lib/users/factors/resetting/job-handlers";
import { listResets } from "@/lib/users/factors/resetting/queries";
import { beginTotp, confirmTotp, removeTotp } from "@/lib/users/factors/totp/commands";
import { handlers as mailHandlers } from "@/lib/mail/job-handlers";
import { mailRecipient } from "@/lib/mail/queries";
import { inviteUser, renewInvitation } from "@/lib/users/inviting/commands";
import { changePassword } from "@/lib/users/password/commands";
import { getMe, getUser, listColleagues, listUsers } from "@/lib/users/queries";
import { confirmAdministrator, declineAdministrator, updateUser } from "@/lib/users/rights/commands";
import { seeAccess } from "@/lib/users/seeing/queries";
import { createToken, revokeToken } from "@/lib/users/tokens/commands";
import { listTokens } from "@/lib/users/tokens/queries";
import { revokeSession } from "@/lib/users/sessions/commands";
import { listSessions } from "@/lib/users/sessions/queries";
import { listAudit } from "@/lib/audit/queries";
import { askForExport, downloadExport, writeExport } from "@/lib/audit/exporting/commands";
import { handlers as exportingHandlers } from "@/lib/audit/exporting/job-handlers";
import { exportStateNow } from "@/lib/audit/exporting/queries";
import { finishCheck, verifyTrail } from "@/lib/audit/sealing/commands";
import { handlers as sealingHandlers } from "@/lib/audit/sealing/job-handlers";
import { trailStateNow } from "@/lib/audit/sealing/queries";
import { assignCase } from "@/lib/cases/assigning/commands";
import { updateCase } from "@/lib/cases/changing/commands";
import { listDuplicates, searchPeople } from "@/lib/cases/finding/queries";
import { listCases } from "@/lib/cases/listing/queries";
import { listLookers } from "@/lib/cases/looking/queries";
import { getCase, getTimeline } from "@/lib/cases/reading/queries";
import { registerCase } from "@/lib/cases/registering/commands";
import { revealPerson } from "@/lib/cases/revealing/commands";
import { discardDraft, saveDraft } from "@/lib/intake/commands";
import { getDraft, listDrafts } from "@/lib/intake/queries";
import { addNote, revealNote } from "@/lib/notes/commands";
import { listNotes } from "@/lib/notes/queries";
import { addNeeds, changeNeedStatus } from "@/lib/needs/commands";
import { getNeed, listNeeds, listNeedTypes } from "@/lib/needs/queries";
import { addPartner } from "@/lib/partners/commands";
import { listPartners } from "@/lib/partners/queries";
import { finishTask, openTask, postponeTask } from "@/lib/tasks/commands";
import { handlers as taskHandlers } from "@/lib/tasks/job-handlers";
import { giveConsent, remindOfConsents, withdrawConsent } from "@/lib/consents/commands";
import { handlers as consentHandlers } from "@/lib/consents/job-handlers";
import { listConsents, listExpiringConsents } from "@/lib/consents/queries";
import {
  acknowledgeReferral,
  giveFeedback,
  recordService,
  respondToReferral,
} from "@/lib/referrals/answering/commands";
import { readShared } from "@/lib/referrals/answering/queries";
import { closeReferral, markLate, stopSharing } from "@/lib/referrals/closing/commands";
import { referralClockState } from "@/lib/referrals/closing/queries";
import { createReferral, sendReferral } from "@/lib/referrals/commands";
import { copyPerson } from "@/lib/retention/copying/commands";
import { cancelErasure, confirmErasure, proposeErasure } from "@/lib/retention/erasing/commands";
import { getErasure, listErasures } from "@/lib/retention/erasing/queries";
import { extendHold, liftHold, placeHold, remindOfHolds } from "@/lib/retention/holding/commands";
import { handlers as holdHandlers } from "@/lib/retention/holding/job-handlers";
import { listHoldsDue } from "@/lib/retention/holding/queries";
import { answerRequest, receiveRequest, remindOfRequests } from "@/lib/retention/requesting/commands";
import { handlers as requestHandlers } from "@/lib/retention/requesting/job-handlers";
import { listDueRequests } from "@/lib/retention/requesting/queries";
import { allowUse, restrictUse } from "@/lib/retention/restricting/commands";
import { clearPrivate, configureRetention, keepCase } from "@/lib/retention/reviewing/commands";
import { getKeptOfCase, getRetentionSettings, listOverTheirTime } from "@/lib/retention/reviewing/queries";
import { handlers as referralHandlers } from "@/lib/referrals/job-handlers";
import { listReferrals } from "@/lib/referrals/queries";
import { getReferral, previewReferral } from "@/lib/referrals/reading/queries";
import { suggestPartners } from "@/lib/referrals/suggesting/queries";
import { answerAccess, reviewAccess } from "@/lib/access/answering/commands";
import { closeAccesses } from "@/lib/access/closing/commands";
import { countOverdue } from "@/lib/access/closing/queries";
import { askForAccess, breakGlass, endAccess } from "@/lib/access/commands";
import { handlers as accessHandlers } from "@/lib/access/job-handlers";
import { getVisit, listAccesses, lookUpCase } from "@/lib/access/queries";
import { getFigures } from "@/lib/figures/queries";
import { closeAlert, configureWatch, scanWatch } from "@/lib/watch/commands";
import { handlers as watchHandlers } from "@/lib/watch/job-handlers";
import { getWatchSettings, isWatchDue, listAlerts } from "@/lib/watch/queries";
import { getCoordinatorDashboard } from "@/lib/dashboard/queries";
import { getDay } from "@/lib/day/queries";

const allCommands: readonly Command[] = [
  deactivateUser,
  inviteUser,
  renewInvitation,
  updateUser,
  confirmAdministrator,
  declineAdministrator,
  changePassword,
  createToken,
  revokeToken,
  revokeSession,
  beginTotp,
  confirmTotp,
  removeTotp,
  beginPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
  renewRecoveryCodes,
  proposeReset,
  confirmReset,
  cancelReset,
  carryOutReset,
  addKey,
  rewrapKeys,
  retireKeys,
  renewDataKeys,
  forgetRetiredKeys,
  askForExport,
  writeExport,
  downloadExport,
  verifyTrail,
  finishCheck,
  registerCase,
  updateCase,
  assignCase,
  revealPerson,
  saveDraft,
  discardDraft,
  addNote,
  revealNote,
  addNeeds,
  changeNeedStatus,
  addPartner,
  finishTask,
  openTask,
  postponeTask,
  giveConsent,
  remindOfConsents,
  withdrawConsent,
  createReferral,
  sendReferral,
  acknowledgeReferral,
  respondToReferral,
  recordService,
  giveFeedback,
  closeReferral,
  markLate,
  stopSharing,
  restrictUse,
  allowUse,
  receiveRequest,
  answerRequest,
  remindOfRequests,
  copyPerson,
  placeHold,
  extendHold,
  liftHold,
  remindOfHolds,
  proposeErasure,
  confirmErasure,
  cancelErasure,
  keepCase,
  clearPrivate,
  configureRetention,
  askForAccess,
  breakGlass,
  endAccess,
  answerAccess,
  reviewAccess,
  closeAccesses,
  scanWatch,
  closeAlert,
  configureWatch,
];
const allQueries: readonly Query[] = [
  listSites,
  getMe,
  listUsers,
  getUser,
  seeAccess,
  listTokens,
  mailRecipient,
  listColleagues,
  listSessions,
  listFactors,
  listResets,
  listAudit,
  countRetired,
  exportStateNow,
  trailStateNow,
  listCases,
  getCase,
  getTimeline,
  listLookers,
  searchPeople,
  listDuplicates,
  listDrafts,
  getDraft,
  listNotes,
  getNeed,
  listNeeds,
  listNeedTypes,
  listPartners,
  listConsents,
  listExpiringConsents,
  listReferrals,
  getReferral,
  previewReferral,
  suggestPartners,
  readShared,
  referralClockState,
  listDueRequests,
  listHoldsDue,
  listErasures,
  getErasure,
  getKeptOfCase,
  listOverTheirTime,
  getRetentionSettings,
  getCoordinatorDashboard,
  getDay,
  lookUpCase,
  getVisit,
  listAccesses,
  countOverdue,
  isWatchDue,
  listAlerts,
  getWatchSettings,
  getFigures,
];

/** Every command by name. */
export const commands: ReadonlyMap<string, Command> = new Map(
  allCommands.map((command) => [command.name, command]),
);
/** Every query by name. */
export const queries: ReadonlyMap<string, Query> = new Map(allQueries.map((query) => [query.name, query]));
/** What each kind of background work does, and when it repeats. */
export const jobHandlers: readonly JobHandler[] = [
  ...consentHandlers,
  ...referralHandlers,
  ...requestHandlers,
  ...holdHandlers,
  ...taskHandlers,
  ...accessHandlers,
  ...watchHandlers,
  ...factorHandlers,
  ...forgettingHandlers,
  ...mailHandlers,
  ...keyHandlers,
  ...sealingHandlers,
  ...exportingHandlers,
];
export const jobs: readonly JobDefinition[] = jobHandlers.map(({ definition }) => definition);
