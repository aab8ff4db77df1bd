import "server-only";
import pino from "pino";

/** JSON lines on standard output. Log ids, codes and durations; never names, bodies, tokens or addresses. */
export const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });

/** What may be said of an unexpected error: its kind, code and place, not its message, which can quote a value. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  const code = (error as { code?: unknown }).code;
  const cause = (error as { cause?: unknown }).cause;
  return { error: error.name, code, frames, ...(cause instanceof Error && { cause: describeError(cause) }) };
}
