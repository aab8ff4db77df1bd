import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/core/actor";
import { auditRow, type Event, insertEvents, type Origin } from "@/lib/core/audit";
import { type Ctx, withContext } from "@/lib/core/context";
import { SealOutdated } from "@/lib/core/aead";
import { blindIndex, sealForOrganisation, unsealForOrganisation } from "@/lib/core/crypto";
import { AppError, conflict, type FieldErrors, translateDatabaseError } from "@/lib/core/errors";
import { type Job, send } from "@/lib/core/jobs";
import { countDenial, countingOutcomes } from "@/lib/core/metrics";
import { factorNeeded, isPermitted, type Permission } from "@/lib/core/permissions";

type Done<Result> = { result: Result; events: readonly [Event, ...Event[]]; jobs?: readonly Job[] };

type Definition<Input extends z.ZodType, Output extends z.ZodType, Loaded> = {
  name: Permission;
  /** A strict object: unknown fields are refused. */
  input: Input;
  output: Output;
  /** What the command acts on, loaded through scope; null is NOT_FOUND, whether it exists elsewhere or not. */
  load: (ctx: Ctx, input: z.output<Input>) => Promise<Loaded | null>;
  /** May this actor do this to this record now? The same predicate that the screen asks. */
  allow: (actor: Actor, loaded: Loaded, input: z.output<Input>) => boolean;
  run: (ctx: Ctx, input: z.output<Input>, loaded: Loaded) => Promise<Done<z.output<Output>>>;
  /** The answer holds what is sealed for a subject: it is kept under no key, and a repeat opens the seals and says so again. */
  opensSeals?: true;
};

export type Command<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  readonly name: Permission;
  readonly input: Input;
  readonly output: Output;
  readonly execute: (
    actor: Actor,
    raw: unknown,
    origin: Origin,
    idempotencyKey?: string,
  ) => Promise<z.output<Output>>;
};

/**
 * The one way to change anything. In this order: permission by name, parse, transaction as the actor, load through scope,
 * allow, run, append events, enqueue jobs, commit.
 */
export function defineCommand<Input extends z.ZodType, Output extends z.ZodType, Loaded>(
  definition: Definition<Input, Output, Loaded>,
): Command<Input, Output> {
  const { name, input, output } = definition;
  return {
    name,
    input,
    output,
    execute: countingOutcomes(name, async (actor, raw, origin, idempotencyKey) => {
      await refuseUnlessPermitted(actor, name, origin, raw);
      const parsed = parseInput(input, raw);
      const attempt = () =>
        withContext(name, actor, "ReadCommitted", async (ctx) => {
          const remembered = idempotencyKey ? await claimKey(ctx, name, idempotencyKey, raw) : undefined;
          if (remembered) return remembered as z.output<Output>;
          const loaded = await definition.load(ctx, parsed);
          if (loaded === null) throw new AppError("NOT_FOUND");
          if (!definition.allow(actor, loaded, parsed)) throw new AppError("FORBIDDEN");
          const { result, events, jobs = [] } = await definition.run(ctx, parsed, loaded);
          await appendEvents(ctx, events, origin, { action: name, kind: "write" });
          await send(ctx, jobs);
          if (idempotencyKey && !definition.opensSeals) await rememberAnswer(ctx, idempotencyKey, result);
          return result;
        });
      try {
        return await attempt().catch((error) => {
          if (!(error instanceof SealOutdated)) throw error;
          // Its key was changed between reading a value and the key. All was rolled back: now both are read as they are.
          return attempt();
        });
      } catch (error) {
        const translated = translateDatabaseError(error);
        if (isDenial(translated)) {
          await recordDenial(actor, origin, name, raw);
        }
        throw translated;
      }
    }),
  };
}

/** A missing second factor is part of signing in, not a denial. */
function isDenial(error: unknown): boolean {
  return error instanceof AppError && ["FORBIDDEN", "NOT_FOUND"].includes(error.code) && !error.params?.needs;
}

/**
 * Question one, asked by both doors before anything else.
 * @throws AppError FORBIDDEN, with `needs` when a second factor would help. Refusals by role are written down; a missing
 * factor is part of signing in.
 */
export async function refuseUnlessPermitted(
  actor: Actor,
  name: Permission,
  origin: Origin,
  raw: unknown,
): Promise<void> {
  if (!isPermitted(actor, name)) {
    await recordDenial(actor, origin, name, raw);
    throw new AppError("FORBIDDEN");
  }
  const needs = factorNeeded(actor, name);
  if (needs) throw new AppError("FORBIDDEN", { params: { needs } });
}

/** The input as its schema wants it. @throws AppError INVALID with a message key for each field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new AppError("INVALID", { fields: fieldErrorsOf(parsed.error) });
}

/** Path → message key, the first problem of each field. A schema's own message is already a key; zod's are mapped to ours. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    const paths =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) fields[path.join(".")] ??= messageKeyOf(issue);
  }
  return fields;
}

function messageKeyOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z][A-Za-z]*\.error\.[A-Za-z]+$/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "unrecognized_keys":
      return "core.error.unknownField";
    case "too_big":
      return "core.error.tooLong";
    case "too_small":
      return "core.error.missing";
    case "invalid_type":
      return issue.input === undefined || issue.input === null
        ? "core.error.missing"
        : "core.error.wrongKind";
    case "invalid_value":
      return "core.error.notInList";
    default:
      return "core.error.wrongKind";
  }
}

/** Writes events into the caller's transaction. */
export async function appendEvents(
  ctx: Ctx,
  events: readonly Event[],
  origin: Origin,
  defaults: { action: string; kind: "write" | "view" },
): Promise<void> {
  const rows = events.map((event) => auditRow(event, ctx.actor, origin, defaults));
  await ctx.db.$executeRawUnsafe(appendText, JSON.stringify(rows));
}

const { into, select, row } = insertEvents;
const appendText = `${into} ${select()} from json_to_recordset($1::json) as ${row}`;

/** A refusal is worth remembering too. It has a transaction of its own, since the act itself was rolled back. */
export async function recordDenial(
  actor: Actor,
  origin: Origin,
  action: string,
  raw: unknown,
): Promise<void> {
  const entity = action.split(".")[0]!;
  const input = (raw ?? {}) as Record<string, unknown>;
  // The case first, so that an id put before it does not hide the refusal from whoever answers for the case.
  const entityId = [input.caseId, input[`${entity}Id`], ...Object.values(input)].find(isUuid);
  const event: Event = { kind: "denied", entity, entityId: entityId ?? null };
  countDenial(action);
  await withContext("denial", actor, "ReadCommitted", (ctx) =>
    appendEvents(ctx, [event], origin, { action, kind: "write" }),
  );
}

function isUuid(value: unknown): value is string {
  return z.uuid().safeParse(value).success;
}

/**
 * Claims the key for this request, or gives the answer that it had before, if that was kept. A second request with the same key waits here
 * until the first has committed or failed.
 */
async function claimKey(ctx: Ctx, command: string, key: string, raw: unknown): Promise<unknown> {
  const { organisationId } = ctx.actor;
  const actorId = idempotencyOwner(ctx.actor);
  // Keyed: otherwise a guess at what was sent could be confirmed by a stolen row.
  const digest = blindIndex(organisationId, "request", JSON.stringify([command, raw]));
  const { count } = await ctx.db.idempotentAnswer.createMany({
    data: [{ organisationId, actorId, key, command, bodyHash: Uint8Array.from(digest) }],
    skipDuplicates: true,
  });
  if (count === 1) return undefined;
  const known = await ctx.db.idempotentAnswer.findFirst({ where: { organisationId, actorId, key } });
  if (!known || !digest.equals(known.bodyHash)) throw conflict("core.error.keyReused");
  const { answerSealed } = known;
  return (
    answerSealed && JSON.parse(unsealForOrganisation(organisationId, answerSealed, answerPlace(actorId, key)))
  );
}

async function rememberAnswer(ctx: Ctx, key: string, result: unknown): Promise<void> {
  const { organisationId } = ctx.actor;
  const actorId = idempotencyOwner(ctx.actor);
  const answerSealed = sealForOrganisation(organisationId, JSON.stringify(result), answerPlace(actorId, key));
  await ctx.db.idempotentAnswer.updateMany({
    where: { organisationId, actorId, key },
    data: { answerSealed },
  });
}

function answerPlace(actorId: string, key: string) {
  return { table: "idempotent_answer", column: "answer_sealed", row: `${actorId}/${key}` };
}

function idempotencyOwner(actor: Actor): string {
  if (actor.kind === "system") throw new Error("jobs are idempotent by their own state, not by a key");
  return actor.kind === "staff" ? actor.userId : actor.referralId;
}
