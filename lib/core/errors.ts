export const errorCodes = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "INVALID",
  "CONFLICT",
  "RATE_LIMITED",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What went wrong with each field: path (`needs.0.code`) → message key. The empty path is the whole form. */
export type FieldErrors = Record<string, string>;

type Details = { fields?: FieldErrors; params?: Record<string, string | number> };

/** The only error that a domain throws. Reasons are message keys in `fields`, never prose and never a new code. */
export class AppError extends Error {
  readonly fields?: FieldErrors;
  readonly params?: Record<string, string | number>;

  constructor(
    readonly code: ErrorCode,
    details: Details = {},
  ) {
    super(code);
    this.name = "AppError";
    if (details.fields) this.fields = details.fields;
    if (details.params) this.params = details.params;
  }
}

/** `throw invalid("consents.error.expiryInPast", "expiresAt")` */
export function invalid(reason: string, field = "", params?: Details["params"]): AppError {
  return new AppError("INVALID", { fields: { [field]: reason }, ...(params && { params }) });
}

/** `throw conflict("referrals.error.alreadyAnswered")` */
export function conflict(reason: string): AppError {
  return new AppError("CONFLICT", { fields: { "": reason } });
}

/** PostgreSQL's five-character code of a failure, wherever Prisma or pg has put it. */
export function sqlState(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause && depth < 5; depth++) {
    const shape = cause as {
      code?: unknown;
      originalCode?: unknown;
      meta?: Record<string, unknown>;
      cause?: unknown;
    };
    for (const code of [shape.originalCode, shape.code]) {
      // Prisma's own codes look alike (P2010); PostgreSQL has P0001 and its neighbours only.
      if (typeof code === "string" && /^(?!P[1-9])[0-9A-Z]{5}$/.test(code)) return code;
    }
    cause = shape.cause ?? shape.meta?.driverAdapterError;
  }
  return undefined;
}

/** True when the database cannot be reached or is starting up, shutting down or full, or the key of the installation is not there. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state && /^(08|53|57P|58)/.test(state)) return true;
  for (let cause = error, depth = 0; cause && depth < 5; depth++) {
    const {
      code,
      message,
      cause: next,
      meta,
    } = cause as Record<string, unknown> & { meta?: Record<string, unknown> };
    if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EKEY|P1001|P1002|P1017|P2024|P2028)$/.test(String(code)))
      return true;
    if (/Connection terminated|timeout exceeded when trying to connect|not queryable/.test(String(message)))
      return true;
    cause = next ?? meta?.driverAdapterError;
  }
  return false;
}

/** Turns what the database refuses into an AppError; anything else comes back unchanged. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const prismaCode = (error as { code?: unknown } | null)?.code;
  const state = sqlState(error);
  if (prismaCode === "P2002" || state === "23505") return new AppError("CONFLICT");
  if (prismaCode === "P2034" || state === "40001" || state === "40P01" || state === "55P03")
    return new AppError("CONFLICT");
  // The database's own word that nobody changes their own rights, past whatever the domain forgot to ask.
  if (state === "OW003") return new AppError("FORBIDDEN", { fields: { "": "core.error.ownRights" } });
  // The case was restricted, or it or the person erased, while the command ran.
  if (state === "OW005") return Object.assign(conflict("core.error.stale"), { cause: error });
  // Another case of the same person is restricted, and keeps who they are.
  if (state === "OW006") return conflict("core.error.identityKept");
  // A row out of reach by row-level security or a foreign key is our bug; whoever asked must not learn whether it exists.
  if (state === "42501" || state === "23503")
    return Object.assign(new AppError("NOT_FOUND"), { cause: error, bug: true });
  return error;
}
