import "server-only";
import { defineQuery } from "@/lib/core/read";
import { referralClockInput, referralClockOutput } from "@/lib/referrals/closing/schema";
import { referralInScope } from "@/lib/referrals/scope";
import { referralWorkflow } from "@/lib/referrals/workflow";

/** `referral.clock`: was the step missed that was due then, and has nobody been reminded of it? */
export const referralClockState = defineQuery({
  name: "referral.clock",
  input: referralClockInput,
  output: referralClockOutput,
  async run(ctx, { referralId, dueAt }) {
    const referral = await referralInScope(ctx, referralId);
    if (!referral) return null;
    const reminded = await ctx.db.task.findFirst({
      where: {
        organisationId: ctx.actor.organisationId,
        kind: "referral_late",
        subjectId: referralId,
        createdAt: { gte: dueAt },
      },
      select: { id: true },
    });
    const late = referral.nextDueAt !== null && referral.nextDueAt <= ctx.now && reminded === null;
    return { late, missed: late ? referralWorkflow[referral.status].awaits : null };
  },
});
