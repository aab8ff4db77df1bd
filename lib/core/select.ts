import "server-only";
import type { Ctx } from "@/lib/core/context";

/** Rows of one SELECT put together from the constant texts of filters; everything given from outside is in `values`. */
export function selectRows<Row>(ctx: Ctx, text: string, values: readonly unknown[]): Promise<Row[]> {
  return ctx.db.$queryRawUnsafe<Row[]>(text, ...values);
}
