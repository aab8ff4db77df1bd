import "server-only";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { AppError, type FieldErrors } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { canAddPartners } from "@/lib/partners/policy";
import { addPartnerInput, addPartnerOutput } from "@/lib/partners/schema";

/** `partner.add`: an organisation that answers referrals, with what it offers. @throws INVALID for an unknown need. */
export const addPartner = defineCommand({
  name: "partner.add",
  input: addPartnerInput,
  output: addPartnerOutput,
  load: async (ctx) => ctx.actor,
  allow: canAddPartners,
  async run(ctx, { services, verified, phone, ...partner }) {
    const { organisationId } = ctx.actor;
    await refuseUnknownNeeds(
      ctx,
      services.map(({ needCode }) => needCode),
    );
    const id = newId();
    await ctx.db.partner.createMany({
      data: [{ organisationId, id, ...partner, phone: phone || null, verifiedAt: verified ? ctx.now : null }],
    });
    await ctx.db.partnerService.createMany({
      data: services.map((service) => ({ organisationId, id: newId(), partnerId: id, ...service })),
    });
    return {
      result: { id },
      events: [
        { entity: "partner", entityId: id, detail: { type: partner.type, services: services.length } },
      ],
    };
  },
});

async function refuseUnknownNeeds(ctx: Ctx, codes: readonly string[]): Promise<void> {
  const known = await ctx.db.needType.findMany({
    where: { code: { in: [...codes] } },
    select: { code: true },
  });
  const fields: FieldErrors = {};
  codes.forEach((code, i) => {
    if (!known.some((type) => type.code === code)) fields[`services.${i}.needCode`] = "core.error.notInList";
  });
  if (Object.keys(fields).length > 0) throw new AppError("INVALID", { fields });
}
