"use client";

import { useActionState, useEffect, useRef } from "react";
import { keepTyped } from "@/components/forms/keep-typed";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";

type Outcome = "in" | "wrong" | "slow" | "failed";
type Words = Record<"email" | "password" | "submit" | "busy" | Exclude<Outcome, "in">, string>;
type State = { outcome: Outcome | null; attempt: number };

/**
 * Exchanges e-mail and password for a session through next-auth, and says only that they do not fit, never which. React
 * keeps a press that comes before its own program has loaded, and carries it out then.
 */
export function SignInForm({ words }: { words: Words }) {
  const [{ outcome, attempt }, submit, busy] = useActionState(signIn, { outcome: null, attempt: 0 });
  const problem = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome === "in") location.assign("/");
    else if (attempt > 0) problem.current?.focus();
  }, [outcome, attempt]);

  return (
    <form action={submit} onReset={keepTyped} className="flex flex-col gap-6">
      {outcome && outcome !== "in" && (
        <div ref={problem} tabIndex={-1} className="scroll-mt-20">
          <Notice tone="attention" live>
            {words[outcome]}
          </Notice>
        </div>
      )}
      <TextField
        name="email"
        type="email"
        label={words.email}
        autoComplete="username webauthn"
        required
        width="long"
      />
      <TextField
        name="password"
        type="password"
        label={words.password}
        autoComplete="current-password"
        required
        width="long"
      />
      <div>
        <Button busy={busy || outcome === "in"} busyLabel={words.busy}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}

async function signIn(before: State, form: FormData): Promise<State> {
  // Pressed twice before the page was ready: the first has opened the session.
  if (before.outcome === "in") return before;
  const outcome = await exchange(form).catch(() => "failed" as const);
  return { outcome, attempt: before.attempt + 1 };
}

async function exchange(form: FormData): Promise<Outcome> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const { ok, status } = await fetch("/api/auth/callback/credentials", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ csrfToken, email: form.get("email"), password: form.get("password") }),
  });
  return ok ? "in" : status === 401 ? "wrong" : status === 429 ? "slow" : "failed";
}
