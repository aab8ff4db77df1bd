"use client";

import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";

type Words = Record<"email" | "password" | "submit" | "busy" | "wrong" | "slow" | "failed", string>;

/** Exchanges e-mail and password for a session through next-auth, and says only that they do not fit, never which. */
export function SignInForm({ words }: { words: Words }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<"wrong" | "slow" | "failed" | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const outcome = await exchange(new FormData(event.currentTarget)).catch(() => "failed" as const);
    if (outcome === "in") return location.assign("/");
    setProblem(outcome);
    setBusy(false);
  }

  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-6">
      {problem && (
        <Notice tone="attention" live>
          {words[problem]}
        </Notice>
      )}
      <TextField name="email" type="email" label={words.email} autoComplete="username" required width="long" />
      <TextField name="password" type="password" label={words.password} autoComplete="current-password" required width="long" />
      <div>
        <Button type="submit" busy={busy}>
          {busy ? words.busy : words.submit}
        </Button>
      </div>
    </form>
  );
}

async function exchange(form: FormData): Promise<"in" | "wrong" | "slow" | "failed"> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const response = await fetch("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({
      csrfToken,
      json: "true",
      callbackUrl: "/",
      email: String(form.get("email")),
      password: String(form.get("password")),
    }),
  });
  if (response.ok) return "in";
  if (response.status !== 401) return "failed";
  const { url } = (await response.json()) as { url: string };
  return new URL(url).searchParams.get("error") === "RATE_LIMITED" ? "slow" : "wrong";
}
