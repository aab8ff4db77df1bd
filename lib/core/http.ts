import "server-only";
import type { Actor } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import type { Command } from "@/lib/core/command";
import { env } from "@/lib/core/env";
import { AppError, type ErrorCode, type FieldErrors, isUnavailable } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { staffOfBrowser } from "@/lib/core/leaving";
import { describeError, log } from "@/lib/core/log";
import type { Permission } from "@/lib/core/permissions";
import type { Query } from "@/lib/core/read";
import { asRequest, currentRequestId } from "@/lib/core/request-id";
import { partnerOfToken } from "@/lib/core/sessions";
import { countPartnerTry } from "@/lib/core/throttle";
import { bearsToken, staffOfBearer } from "@/lib/core/tokens";

/** What the doors need of a request, whichever server received it. */
export type HttpCall = {
  method: string;
  search: URLSearchParams;
  header: (name: string) => string | null;
  /** The body as text. @throws BodyTooLarge past `limit` bytes. */
  body: (limit: number) => Promise<string>;
};
export type HttpAnswer = { status: number; headers: Record<string, string>; body: string };
export class BodyTooLarge extends Error {}

export const bodyLimit = 256 * 1024;
export const partnerHeader = "x-partner-link";
/** Set by our own server from the socket; whatever a client sends under this name is thrown away. */
export const networkHeader = "x-onward-network";

/** What the page sends while somebody leaves at once: what was typed last, and the end of the session. */
const lastWords: ReadonlySet<Permission> = new Set(["draft.save", "session.revoke"]);

type Failure = {
  status: number;
  headers?: Record<string, string>;
  code: ErrorCode | "UNAVAILABLE" | "INTERNAL";
  fields?: FieldErrors;
  params?: AppError["params"];
};

const statusOf: Record<ErrorCode, number> = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
};

/** `POST /api/commands/<name>`. */
export function answerCommand(command: Command | undefined, call: HttpCall): Promise<HttpAnswer> {
  return answer(call, async (origin) => {
    admit(call, "POST");
    const actor = await actorOf(call, origin, command && lastWords.has(command.name));
    if (!command) throw new AppError("NOT_FOUND");
    const key = call.header("idempotency-key") ?? undefined;
    if (key !== undefined && !/^[\w-]{8,100}$/.test(key))
      throw new AppError("INVALID", { fields: { "": "core.error.badKey" } });
    return withinLink(actor, call, async () =>
      command.execute(actor, parseJson(await call.body(bodyLimit)), origin, key),
    );
  });
}

/** `GET /api/queries/<name>?…`. A field given twice becomes a list. */
export function answerQuery(query: Query | undefined, call: HttpCall): Promise<HttpAnswer> {
  return answer(call, async (origin) => {
    admit(call, "GET");
    const actor = await actorOf(call, origin);
    if (!query) throw new AppError("NOT_FOUND");
    return withinLink(actor, call, () =>
      query.execute(actor, Object.fromEntries(gather(call.search)), origin),
    );
  });
}

/** A `POST` of JSON by somebody without a session, such as who accepts an invitation; same checks as a command. */
export function answerStranger(
  call: HttpCall,
  work: (body: unknown, origin: Origin) => Promise<unknown>,
): Promise<HttpAnswer> {
  return answer(call, async (origin) => {
    admit(call, "POST");
    return work(parseJson(await call.body(bodyLimit)), origin);
  });
}

/** Who, from where: for the audit trail. */
export function originOf(header: HttpCall["header"]): Origin {
  const requestId = currentRequestId() ?? newId();
  return { requestId, network: header(networkHeader), device: deviceOf(header("user-agent") ?? "") };
}

/** The cookies of a request: by name the value, or null. */
export function cookiesOf(call: Pick<HttpCall, "header">): (name: string) => string | null {
  const pairs = call.header("cookie")?.split(/; */) ?? [];
  return (name) => pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}

class Refused extends Error {
  constructor(
    readonly status: number,
    readonly headers: Record<string, string>,
  ) {
    super();
  }
}

function answer(call: HttpCall, work: (origin: Origin) => Promise<unknown>): Promise<HttpAnswer> {
  const origin = originOf(call.header);
  return asRequest(origin.requestId, () => answerAs(origin, work));
}

async function answerAs(origin: Origin, work: (origin: Origin) => Promise<unknown>): Promise<HttpAnswer> {
  const started = performance.now();
  try {
    return json(200, { ok: true, result: await work(origin) }, origin.requestId);
  } catch (error) {
    const { status, headers, code, fields, params } = failureOf(error);
    const bug = code === "INTERNAL" || (error as { bug?: boolean }).bug;
    const facts = { status, code, ms: Math.round(performance.now() - started) };
    if (bug) log.error({ ...facts, ...describeError(error) }, "request failed");
    else log.info(facts, "request refused");
    const body = {
      ok: false,
      code,
      ...(fields && { fields }),
      ...(params && { params }),
      requestId: origin.requestId,
    };
    return json(status, body, origin.requestId, headers);
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return { ...error, status: statusOf[error.code], code: error.code };
  if (error instanceof Refused) {
    const { status, headers } = error;
    return { status, headers, code: status === 403 ? "FORBIDDEN" : "INVALID" };
  }
  if (error instanceof BodyTooLarge) return { status: 413, code: "INVALID" };
  if (isUnavailable(error)) return { status: 503, headers: { "retry-after": "5" }, code: "UNAVAILABLE" };
  return { status: 500, code: "INTERNAL" };
}

/**
 * Why a request is turned away before anybody asks whose it is: 405 for another method, 403 for another site, 415 for a
 * write that is not JSON; null lets it in. Only our own pages may write, and programs that name our origin or bring a token,
 * which no other site can make a browser send.
 */
export function refusalOf(call: HttpCall, method: "GET" | "POST"): 403 | 405 | 415 | null {
  if (call.method !== method) return 405;
  const [site, origin] = [call.header("sec-fetch-site"), call.header("origin")];
  const fromUs = site === null || site === "same-origin";
  if (method === "GET") return fromUs || site === "none" ? null : 403;
  const program = origin === null && bearsToken(call.header("authorization"));
  if (!fromUs || (origin !== env.origin && !program)) return 403;
  return /^application\/json(;|$)/.test(call.header("content-type") ?? "") ? null : 415;
}

function admit(call: HttpCall, method: "GET" | "POST"): void {
  const status = refusalOf(call, method);
  if (status) throw new Refused(status, status === 405 ? { allow: method } : {});
}

async function actorOf(call: HttpCall, origin: Origin, whileLeaving = false): Promise<Actor> {
  const link = call.header(partnerHeader);
  if (link !== null) {
    const partner = await partnerOfToken(link);
    if (!partner) await countPartnerTry(call.header(networkHeader));
    if (!partner?.live) throw new AppError("UNAUTHENTICATED");
    return partner.actor;
  }
  const authorization = call.header("authorization");
  if (bearsToken(authorization)) return staffOfBearer(authorization, call.header(networkHeader));
  const staff = await staffOfBrowser(cookiesOf(call), origin, { whileLeaving });
  if (!staff) throw new AppError("UNAUTHENTICATED");
  return staff;
}

/** What a partner asks beyond its own referral counts as a try. */
async function withinLink<T>(actor: Actor, call: HttpCall, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refused = error instanceof AppError && ["NOT_FOUND", "FORBIDDEN"].includes(error.code);
    if (actor.kind === "partner" && refused) await countPartnerTry(call.header(networkHeader));
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("INVALID", { fields: { "": "core.error.notJson" } });
  }
}

function gather(search: URLSearchParams): Map<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of search) {
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return fields;
}

function json(
  status: number,
  body: unknown,
  requestId: string,
  more: Record<string, string> = {},
): HttpAnswer {
  return {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...more,
    },
    body: JSON.stringify(body),
  };
}

/** A device in words that its owner knows, such as "Chrome, Android"; no version, which would help to tell people apart. */
function deviceOf(agent: string): string | null {
  const browser = /Edg\//.test(agent)
    ? "Edge"
    : /Firefox\//.test(agent)
      ? "Firefox"
      : /Chrome\//.test(agent)
        ? "Chrome"
        : /Safari\//.test(agent)
          ? "Safari"
          : null;
  const system = /Android/.test(agent)
    ? "Android"
    : /iPhone|iPad/.test(agent)
      ? "iOS"
      : /Windows/.test(agent)
        ? "Windows"
        : /Mac OS/.test(agent)
          ? "macOS"
          : /Linux/.test(agent)
            ? "Linux"
            : null;
  return [browser, system].filter(Boolean).join(", ") || null;
}
