import type { Permission } from "@/lib/core/permissions";

/** Records that are of the house, or of one person in it. */
export const houseKeys = [
  "userId",
  "tokenId",
  "passkeyId",
  "resetId",
  "askedId",
  "glassId",
  "alertId",
  "noteId",
  "siteId",
  "teamId",
] as const;
export type HouseIds = Record<(typeof houseKeys)[number], string>;

const stale = { version: 999 };
const wish = (ids: HouseIds) => ({
  displayName: "Somebody",
  role: "caseworker",
  places: [{ siteId: ids.siteId, teamId: ids.teamId }],
  grants: [],
});
/** A valid call for each command and query that is given an id of such a record. */
export const houseCalls: Partial<Record<Permission, (ids: HouseIds) => Record<string, unknown>>> = {
  "user.get": ({ userId }) => ({ userId }),
  "user.access": ({ userId }) => ({ userId }),
  "user.invite": (ids) => ({ ...wish(ids), email: "new@example.org" }),
  "user.renewInvitation": ({ userId }) => ({ userId, purpose: "reset_password" }),
  "user.update": (ids) => ({ ...wish(ids), userId: ids.userId, ...stale }),
  "user.confirmAdministrator": ({ userId }) => ({ userId, ...stale }),
  "user.declineAdministrator": ({ userId }) => ({ userId, ...stale }),
  "user.deactivate": ({ userId }) => ({ userId, ...stale }),
  "session.list": ({ userId }) => ({ userId }),
  "session.revoke": ({ userId }) => ({ userId, all: "theirs" }),
  "token.list": ({ userId }) => ({ userId }),
  "token.revoke": ({ tokenId }) => ({ tokenId }),
  "passkey.rename": ({ passkeyId }) => ({ passkeyId, name: "Mine" }),
  "passkey.remove": ({ passkeyId }) => ({ passkeyId }),
  "factorReset.propose": ({ userId }) => ({ userId }),
  "factorReset.confirm": ({ resetId }) => ({ resetId }),
  "factorReset.cancel": ({ resetId }) => ({ resetId }),
  "access.answer": ({ askedId }) => ({ accessId: askedId, ...stale, answer: "grant" }),
  "access.end": ({ glassId }) => ({ accessId: glassId }),
  "access.review": ({ glassId }) => ({ accessId: glassId, ...stale, outcome: "justified" }),
  "access.list": ({ siteId }) => ({ siteId }),
  "watch.close": ({ alertId }) => ({ alertId, ...stale, outcome: "explained" }),
  "note.reveal": ({ noteId }) => ({ noteId, reason: "safety" }),
};
