import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { defineQuery } from "@/lib/core/read";
import { canConfirm, canPropose } from "@/lib/users/factors/resetting/policy";
import { pendingReset, personToReset } from "@/lib/users/factors/resetting/schema";

/** `factorReset.list`: whose factors are about to be taken away, and for whom the actor may propose it. */
export const listResets = defineQuery({
  name: "factorReset.list",
  input: z.strictObject({}),
  output: z.strictObject({ pending: z.array(pendingReset), people: z.array(personToReset) }),
  async run(ctx) {
    const actor = staffOf(ctx.actor);
    const { organisationId } = actor;
    const [resets, accounts] = await Promise.all([
      ctx.db.factorReset.findMany({
        where: { organisationId, doneAt: null, cancelledAt: null, NOT: { userId: actor.userId } },
        orderBy: { proposedAt: "asc" },
      }),
      ctx.db.userAccount.findMany({
        where: { organisationId },
        orderBy: [{ displayName: "asc" }, { id: "asc" }],
        select: {
          id: true,
          displayName: true,
          status: true,
          memberships: {
            where: { status: "active", OR: [{ endsAt: null }, { endsAt: { gt: ctx.now } }] },
            select: { siteId: true },
          },
        },
      }),
    ]);
    const names = new Map(accounts.map(({ id, displayName }) => [id, displayName]));
    const waiting = new Set(resets.map(({ userId }) => userId));
    const people = accounts.filter(
      ({ id: userId, status, memberships }) =>
        status === "active" &&
        !waiting.has(userId) &&
        canPropose(actor, { userId, siteIds: memberships.map(({ siteId }) => siteId) }),
    );
    return {
      pending: resets.map((reset) => ({
        resetId: reset.id,
        userId: reset.userId,
        name: names.get(reset.userId) ?? "",
        proposedBy: names.get(reset.proposedBy) ?? "",
        proposedAt: reset.proposedAt.toISOString(),
        confirmedBy: reset.confirmedBy && (names.get(reset.confirmedBy) ?? ""),
        readyAt: reset.readyAt?.toISOString() ?? null,
        mayConfirm: reset.confirmedAt === null && canConfirm(actor, { ...reset, siteIds: [] }),
      })),
      people: people.map(({ id, displayName }) => ({ id, name: displayName })),
    };
  },
});
