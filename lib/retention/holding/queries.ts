import "server-only";
import { z } from "zod";
import { defineQuery } from "@/lib/core/read";
import { selectRows } from "@/lib/core/select";
import { holdsDue } from "@/lib/retention/holding/schema";

/** So many days before its review somebody is reminded of a hold. */
const remindDays = 7;
const atOnce = 500;

const dueSql = `select h.id from legal_hold h
  where h.organisation_id = $1 and h.lifted_at is null and h.review_at <= $2::timestamptz
    and not exists (select 1 from task t where t.organisation_id = h.organisation_id and t.kind = 'hold_review'
      and t.subject_id = h.id and t.due_at = h.review_at)
  order by h.review_at, h.id limit ${atOnce}`;

/** `hold.due`: holds to be looked at within a week, of which nobody has been reminded since that day was set. */
export const listHoldsDue = defineQuery({
  name: "hold.due",
  input: z.strictObject({}),
  output: holdsDue,
  async run(ctx) {
    const until = new Date(ctx.now.getTime() + remindDays * 24 * 3_600_000);
    const rows = await selectRows<{ id: string }>(ctx, dueSql, [ctx.actor.organisationId, until]);
    return { holdIds: rows.map(({ id }) => id) };
  },
});
