"use client";

import { useRef, useState } from "react";
import { type CommandAnswer, newCommandKey, postCommand } from "./post-command";
import { stepUp } from "./step-up";

type Failure = Extract<CommandAnswer, { ok: false }>;
const retryable = new Set(["OFFLINE", "UNAVAILABLE", "INTERNAL", "UNAUTHENTICATED", "RATE_LIMITED"]);

/**
 * One command behind a button or form. A double click sends once; a retry after a lost answer carries the same key, so
 * that it has one effect; a changed body gets a new key.
 */
export function useCommand<Result = unknown>(command: string, options: { partnerLink?: string } = {}) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = useRef(false);
  const attempt = useRef<{ key: string; body: string } | null>(null);

  async function send(body: unknown): Promise<Result | null> {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    const text = JSON.stringify(body);
    if (attempt.current?.body !== text) attempt.current = { key: newCommandKey(), body: text };
    const once = () => postCommand<Result>(command, body, { ...options, key: attempt.current!.key });
    let answer = await once();
    // A missing second factor is asked for on the spot, and the same thing sent again.
    if (!answer.ok && answer.params?.needs && (await stepUp())) answer = await once();
    running.current = false;
    setBusy(false);
    if (answer.ok || !retryable.has(answer.code)) attempt.current = null;
    setFailure(answer.ok ? null : answer);
    return answer.ok ? answer.result : null;
  }

  return { send, busy, failure };
}
