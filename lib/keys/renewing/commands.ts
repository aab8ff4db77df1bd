import "server-only";
import { ifOpens, type Sealed } from "@/lib/core/aead";
import { defineCommand } from "@/lib/core/command";
import type { Ctx } from "@/lib/core/context";
import { newDataKey, seal, unseal, unwrapDataKey, wrapDataKey } from "@/lib/core/crypto";
import { conflict } from "@/lib/core/errors";
import { renewBatch, renewInput, renewOutput } from "@/lib/keys/schema";

type Value = { in_table: string; in_column: string; row_id: string; sealed: Sealed };

const mostGenerations = 255;

/**
 * `key.renew`: gives the next few people, cases, drafts and notes a new key each and seals all their values anew under it, unless they
 * got one since the organisation's present key was made. Who works on one of them ends first, or comes after.
 */
export const renewDataKeys = defineCommand({
  name: "key.renew",
  input: renewInput,
  output: renewOutput,
  load: async () => ({}),
  allow: (actor) => actor.kind === "system",
  async run(ctx, { after }) {
    const { organisationId } = ctx.actor;
    const subjects = await subjectsBefore(ctx, after);
    const covers: string[] = [];
    const broken: string[] = [];
    for (const subject of subjects) {
      const rows = await renew(ctx, subject);
      if (rows) covers.push(subject, ...rows);
      else broken.push(subject);
    }
    const count = subjects.length - broken.length;
    return {
      result: { done: count, broken, next: subjects.length < renewBatch ? null : subjects.at(-1)! },
      events: [{ entity: "key", entityId: organisationId, covers, detail: { count } }],
    };
  },
});

async function subjectsBefore(ctx: Ctx, after: string | undefined): Promise<string[]> {
  const { organisationId } = ctx.actor;
  const { createdAt: since } = await ctx.db.organisationKey.findFirstOrThrow({
    where: { organisationId, retiredAt: null },
    orderBy: { number: "desc" },
    select: { createdAt: true },
  });
  const rows = await ctx.db.sealingKey.findMany({
    where: {
      organisationId,
      id: { gt: after },
      OR: [{ renewedAt: { lt: since } }, { renewedAt: null, createdAt: { lt: since } }],
    },
    orderBy: { id: "asc" },
    take: renewBatch,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The ids of the rows sealed anew; null when something does not open and all is left as it is. */
async function renew(ctx: Ctx, subject: string): Promise<string[] | null> {
  const { organisationId } = ctx.actor;
  const [held] = await ctx.db.$queryRaw<{ wrapped: Sealed | null }[]>`
    select data_key_to_change(${subject}::uuid) as wrapped`;
  // Erased meanwhile.
  if (!held?.wrapped) return [];
  const values = await ctx.db.$queryRaw<Value[]>`select * from sealed_values(${subject}::uuid)`;
  const { wrapped } = held;
  const resealing = ifOpens(() => resealed(organisationId, subject, wrapped, values));
  if (!resealing) return null;
  const { key, anew } = resealing;
  for (const { in_table, in_column, row_id, was, now } of anew) {
    const [row] = await ctx.db.$queryRaw<{ put: boolean }[]>`
      select put_sealed(${in_table}, ${in_column}, ${row_id}::uuid, ${was}, ${now}) as put`;
    if (!row?.put) throw conflict("core.error.stale");
  }
  await ctx.db.sealingKey.updateMany({
    where: { organisationId, id: subject },
    data: { ...wrapDataKey(organisationId, key, subject), renewedAt: ctx.now },
  });
  return anew.map(({ row_id }) => row_id);
}

/** A new key, and each value sealed under it. @throws SealBroken when the former key or one of the values does not open. */
function resealed(organisationId: string, subject: string, wrapped: Sealed, values: readonly Value[]) {
  const former = unwrapDataKey(organisationId, wrapped, subject);
  const key = newDataKey((former.generation % mostGenerations) + 1);
  const anew = values.map(({ sealed: was, ...value }) => {
    const place = { table: value.in_table, column: value.in_column, row: value.row_id };
    return { ...value, was, now: seal(key, unseal(former, was, place), place) };
  });
  return { key, anew };
}
