import "server-only";
import pino from "pino";
import { allowedFields, framePattern, type LogFields } from "@/lib/core/log-fields";
import { countDroppedFields } from "@/lib/core/metrics";
import { currentRequestId } from "@/lib/core/request-id";

type Say = { (fields: LogFields, message: string): void; (message: string): void };
export type Log = Record<"info" | "warn" | "error" | "fatal", Say>;

/**
 * JSON lines, on standard output unless `to` is given. Of the fields only those of the list are written, everything else is
 * dropped and counted; a message is a constant. A line written during a request or job carries its id.
 */
export function newLog(to?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const requestId = currentRequestId();
      return requestId ? { requestId } : {};
    },
    hooks: {
      // Whatever it is called with: never an error's own message, and never a message with values filled in.
      logMethod([first, second]: unknown[], method) {
        const given = first instanceof Error ? describeError(first) : first;
        const said = typeof first === "string" ? first : second;
        const message = typeof said === "string" ? said.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200) : "";
        method.call(this, (given instanceof Object ? given : {}) as never, message as never);
      },
    },
    formatters: {
      log(given) {
        const { fields, dropped } = allowedFields(given);
        if (dropped === 0) return fields;
        countDroppedFields(dropped);
        return { ...fields, dropped };
      },
    },
  };
  // By its number: who takes over what others write to standard output must not take over this.
  return pino(options, to ?? pino.destination({ fd: 1, sync: true }));
}

/** Log ids, codes and durations; never names, bodies, tokens or addresses. */
export const log = newLog();

/** What may be said of an unexpected error: its kind, code and place, not its message, which can quote a value. */
export function describeError(error: unknown, depth = 0): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, cause, digest } = error as { code?: unknown; cause?: unknown; digest?: unknown };
  return {
    error: error.name,
    ...(typeof code === "string" && { code }),
    ...(typeof digest === "string" && { digest }),
    frames: framesOf(error),
    ...(cause instanceof Error && depth < 3 && { cause: describeError(cause, depth + 1) }),
  };
}

/** Where it happened. A message can have lines of its own that look like places. */
function framesOf({ stack = "", message }: Error): string[] {
  const at = message ? stack.indexOf(message) : -1;
  const places = at < 0 ? stack : stack.slice(at + message.length);
  return places
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => framePattern.test(line))
    .slice(0, 6);
}
