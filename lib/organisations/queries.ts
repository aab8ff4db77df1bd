import "server-only";
import { z } from "zod";
import { defineQuery } from "@/lib/core/read";
import { site } from "@/lib/organisations/schema";

/** `site.list`: every site of the organisation with its teams, by name. */
export const listSites = defineQuery({
  name: "site.list",
  input: z.strictObject({}),
  output: z.strictObject({ sites: z.array(site) }),
  async run(ctx) {
    const order = [{ name: "asc" }, { id: "asc" }] as const;
    const sites = await ctx.db.site.findMany({
      where: { organisationId: ctx.actor.organisationId },
      orderBy: [...order],
      select: {
        id: true,
        name: true,
        province: true,
        teams: { orderBy: [...order], select: { id: true, name: true } },
      },
    });
    return { sites };
  },
});
