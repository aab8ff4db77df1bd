import "server-only";
import { z } from "zod";
import { id } from "@/lib/core/fields";
import { defineQuery } from "@/lib/core/read";

/** `mail.recipient`: where letters to somebody go, and whether they still have an account. */
export const mailRecipient = defineQuery({
  name: "mail.recipient",
  input: z.strictObject({ userId: id }),
  output: z.strictObject({ email: z.string(), closed: z.boolean(), isDemo: z.boolean() }),
  async run(ctx, { userId }) {
    const row = await ctx.db.userAccount.findFirst({
      where: { organisationId: ctx.actor.organisationId, id: userId },
      select: { email: true, status: true, organisation: { select: { isDemo: true } } },
    });
    if (!row) return null;
    const { email, status, organisation } = row;
    return { email, closed: status === "deactivated", isDemo: organisation.isDemo };
  },
});
