import "server-only";
import { z } from "zod";
import { defineQuery } from "@/lib/core/read";
import { type Cells, type Figures, figuresOutput } from "@/lib/figures/schema";

/** `figures.summary`: how many, of the whole organisation. Small numbers are left out by the database itself. */
export const getFigures = defineQuery({
  name: "figures.summary",
  input: z.strictObject({}),
  output: figuresOutput,
  async run(ctx): Promise<Figures> {
    const [row] = await ctx.db.$queryRaw<{ body: Partial<Figures> }[]>`select figures() as body`;
    const { cases = 0, month, status, nationality, province, met, unmet } = row!.body;
    return {
      cases,
      month: inOrderOf(month, ({ key }) => key),
      status: inOrderOf(status, ({ key }) => key),
      nationality: inOrderOf(nationality, ({ key }) => key),
      province: inOrderOf(province, ({ key }) => Number(key.slice(3)) || 99),
      met: inOrderOf(met, ({ key }) => key),
      unmet: inOrderOf(unmet, ({ key }) => key),
    };
  },
});

/** Ordered by what they are called: an order by size would tell about those left out. */
function inOrderOf(cells: Cells = [], by: (cell: Cells[number]) => string | number): Cells {
  return [...cells].sort((a, b) => (by(a) < by(b) ? -1 : 1));
}
