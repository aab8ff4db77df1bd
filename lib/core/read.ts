import "server-only";
import type { z } from "zod";
import type { Actor } from "@/lib/core/actor";
import { auditRow, type Event, insertEvents, type Origin } from "@/lib/core/audit";
import { appendEvents, parseInput, recordDenial, refuseUnlessPermitted } from "@/lib/core/command";
import { type Ctx, withContext } from "@/lib/core/context";
import { AppError, translateDatabaseError } from "@/lib/core/errors";
import { hotQuery } from "@/lib/core/hot";
import { loadKeys } from "@/lib/core/keys";
import { type Permission, permissions } from "@/lib/core/permissions";

export type Query<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly name: Permission;
  readonly input: Input;
  readonly output: Output;
  readonly execute: (actor: Actor, raw: unknown, origin: Origin) => Promise<z.output<Output>>;
};

type Shape<Input extends z.ZodType, Output extends z.ZodType> = {
  name: Permission;
  input: Input;
  output: Output;
};

type Definition<Input extends z.ZodType, Output extends z.ZodType> = Shape<Input, Output> & {
  /** Null is NOT_FOUND. */
  run: (ctx: Ctx, input: z.output<Input>) => Promise<z.output<Output> | null>;
  /** The view event; demanded when the permission row says `audited`. It may look up what the answer does not say. */
  event?: (input: z.output<Input>, output: z.output<Output>, ctx: Ctx) => Event | Promise<Event>;
};

/** A read: permission, parse, one REPEATABLE READ transaction as the actor, and its view event in the same transaction. */
export function defineQuery<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Definition<Input, Output>,
): Query<Input, Output> {
  const { name, event, run } = definition;
  if (permissions[name].audited !== Boolean(event))
    throw new Error(`${name}: its permission row and its event disagree`);
  return guarded(definition, (actor, input, origin) =>
    withContext(name, actor, "RepeatableRead", async (ctx) => {
      const output = await run(ctx, input);
      if (output === null) throw new AppError("NOT_FOUND");
      if (event) {
        await appendEvents(ctx, [await event(input, output, ctx)], origin, { action: name, kind: "view" });
      }
      return output;
    }),
  );
}

type HotDefinition<Input extends z.ZodType, Output extends z.ZodType, Body> = Shape<Input, Output> & {
  /** One SELECT that gives one row with one column `body` (json), or no row for NOT_FOUND. Its text must be constant. */
  statement:
    | { text: string; values: unknown[] }
    | ((actor: Actor, input: z.output<Input>) => { text: string; values: unknown[] });
  /** From the database's JSON to the answer: opening seals, nothing else. */
  shape: (body: Body, actor: Actor, input: z.output<Input>) => z.output<Output>;
  event?: (input: z.output<Input>, actor: Actor) => Event;
  /** What the event says of the answer, as SQL over `answer`, the row of the statement; of the rows of a page at most `limit`. */
  told?: Told;
};

type Told = { count: string; covers?: string };

/** A read of one statement in one round trip, for the few that see most traffic. Same rules, same event. */
export function defineHotQuery<Input extends z.ZodType, Output extends z.ZodType, Body = unknown>(
  definition: HotDefinition<Input, Output, Body>,
): Query<Input, Output> {
  const { name, event, shape, statement, told } = definition;
  if (permissions[name].audited !== Boolean(event))
    throw new Error(`${name}: its permission row and its event disagree`);
  return guarded(definition, async (actor, input, origin) => {
    const select = typeof statement === "function" ? statement(actor, input) : statement;
    const row = event && auditRow(event(input, actor), actor, origin, { action: name, kind: "view" });
    const { limit } = input as { limit?: number };
    await loadKeys(actor.organisationId);
    const [answer] = await hotQuery<{ body: Body }>(actor, {
      text: row ? withEvent(select.text, select.values.length + 1, told) : select.text,
      values: row ? [...select.values, JSON.stringify([row, limit ?? null])] : select.values,
    });
    if (!answer) throw new AppError("NOT_FOUND");
    return shape(answer.body, actor, input);
  });
}

/** The view event goes in with the same statement, and only when there is something to see. */
function withEvent(select: string, place: number, told?: Told): string {
  const most = `($${place}::json ->> 1)::int`;
  const said = told && {
    detail: `e.detail || jsonb_build_object('count', least(${told.count}, ${most}))`,
    ...(told.covers && { covers: told.covers }),
  };
  return `with answer as materialized (${select}), event as (
    ${insertEvents.into} ${insertEvents.select(said)}
    from answer, json_to_recordset(json_build_array($${place}::json -> 0)) as ${insertEvents.row})
    select body from answer`;
}

function guarded<Input extends z.ZodType, Output extends z.ZodType>(
  { name, input, output }: Shape<Input, Output>,
  run: (actor: Actor, input: z.output<Input>, origin: Origin) => Promise<z.output<Output>>,
): Query<Input, Output> {
  return {
    name,
    input,
    output,
    async execute(actor, raw, origin) {
      await refuseUnlessPermitted(actor, name, origin, raw);
      const parsed = parseInput(input, raw);
      try {
        return await run(actor, parsed, origin);
      } catch (error) {
        const translated = translateDatabaseError(error);
        if (translated instanceof AppError && translated.code === "NOT_FOUND")
          await recordDenial(actor, origin, name, raw);
        throw translated;
      }
    },
  };
}
