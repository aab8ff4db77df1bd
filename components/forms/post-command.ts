import type { FieldErrors } from "@/lib/core/errors";

export type CommandAnswer<Result = unknown> =
  | { ok: true; result: Result }
  | {
      ok: false;
      code: string;
      fields?: FieldErrors;
      params?: Record<string, string | number>;
      requestId?: string;
    };

/**
 * Sends one command. The same `key` may be sent again after a lost answer and has one effect; without a connection the
 * answer is `OFFLINE` and nothing was lost.
 */
export async function postCommand<Result = unknown>(
  command: string,
  body: unknown,
  { key, partnerLink, keepalive }: { key?: string; partnerLink?: string; keepalive?: boolean } = {},
): Promise<CommandAnswer<Result>> {
  try {
    const response = await fetch(`/api/commands/${command}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key && { "idempotency-key": key }),
        ...(partnerLink && { "x-partner-link": partnerLink }),
      },
      body: JSON.stringify(body),
      ...(keepalive && { keepalive }),
    });
    return (await response.json()) as CommandAnswer<Result>;
  } catch {
    return { ok: false, code: "OFFLINE" };
  }
}

/** A fresh idempotency key: one for each thing that a person decides to send, kept through retries. */
export function newCommandKey(): string {
  return crypto.randomUUID();
}
