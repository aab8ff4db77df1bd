import "server-only";
import { z } from "zod";
import { staffOf } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import { conflict, invalid } from "@/lib/core/errors";
import { hashPassword, newPassword, ownPasswordFits } from "@/lib/core/passwords";
import { endSessions } from "@/lib/users/accounts";

/**
 * `me.changePassword`: a new password for oneself, against the present one; every other session ends. @throws INVALID on
 * `current` or `next`, RATE_LIMITED after ten wrong tries in 15 minutes.
 */
export const changePassword = defineCommand({
  name: "me.changePassword",
  input: z.strictObject({ current: z.string().max(1_000), next: newPassword }),
  output: z.strictObject({ sessions: z.int() }),
  // Locked, so that of two changes at once the second is held against the first's new password.
  async load(ctx) {
    const [row] = await ctx.db.$queryRaw<{ version: number }[]>`
      select version from user_account where organisation_id = ${ctx.actor.organisationId}::uuid
        and id = ${staffOf(ctx.actor).userId}::uuid for update`;
    return row ?? null;
  },
  allow: (actor) => actor.kind === "staff",
  async run(ctx, { current, next }, { version }) {
    const actor = staffOf(ctx.actor);
    if (!(await ownPasswordFits(actor, current))) throw invalid("users.error.passwordWrong", "current");
    if (current.normalize("NFKC") === next.normalize("NFKC"))
      throw invalid("users.error.passwordSame", "next");
    const { count } = await ctx.db.userAccount.updateMany({
      where: { organisationId: actor.organisationId, id: actor.userId, version },
      data: { passwordHash: await hashPassword(next), version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("core.error.stale");
    const sessions = await endSessions(ctx, actor.userId, actor.sessionId);
    return {
      result: { sessions },
      events: [{ entity: "user", entityId: actor.userId, detail: { sessions } }],
    };
  },
});
