"use client";

import { useTranslations } from "next-intl";
import { useActionState, useEffect } from "react";
import { type Failure, failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { keepTyped } from "@/components/forms/keep-typed";
import type { CommandAnswer } from "@/components/forms/post-command";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";

type State = { done: boolean; failure: Failure | null; attempt: number };

/** The first password, written twice; the server has the last word on whether it is good enough. */
export function PasswordForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations();
  const choose = async (before: State, form: FormData): Promise<State> =>
    before.done ? before : { ...(await chosen(token, form)), attempt: before.attempt + 1 };
  const [{ done, failure, attempt }, submit, busy] = useActionState(choose, {
    done: false,
    failure: null,
    attempt: 0,
  });
  const gone = failure?.code === "NOT_FOUND";
  useEffect(() => {
    if (gone) location.reload();
  }, [gone]);
  if (done) return <Done />;

  const wrong: Record<string, string> = failure ? fieldSentences(t, failure) : {};
  const errors = Object.entries(wrong).map(([fieldId, message]) => ({ fieldId, message }));
  const field = { type: "password", autoComplete: "new-password", width: "long" } as const;
  return (
    <form action={submit} onReset={keepTyped} noValidate className="flex flex-col gap-6">
      <ErrorSummary title={t("users.invitation.problem")} errors={errors} attempt={attempt} />
      {failure && !gone && errors.length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(t, failure)}
        </Notice>
      )}
      <TextField
        name="email"
        type="email"
        label={t("users.invitation.email")}
        defaultValue={email}
        readOnly
        autoComplete="username"
        width="long"
      />
      <TextField
        {...field}
        name="password"
        label={t("users.invitation.password")}
        hint={t("users.invitation.hint")}
        error={wrong.password}
      />
      <TextField {...field} name="again" label={t("users.invitation.again")} error={wrong.again} />
      <div>
        <Button busy={busy || gone} busyLabel={t("users.invitation.busy")}>
          {t("users.invitation.submit")}
        </Button>
      </div>
    </form>
  );
}

function Done() {
  const t = useTranslations("users.invitation");
  return (
    <Notice
      tone="done"
      live
      title={t("done")}
      actions={
        <LinkButton href="/sign-in" plain autoFocus>
          {t("toSignIn")}
        </LinkButton>
      }
    />
  );
}

async function chosen(token: string, form: FormData): Promise<Omit<State, "attempt">> {
  const password = String(form.get("password"));
  if (password !== form.get("again")) {
    return { done: false, failure: { code: "INVALID", fields: { again: "users.error.passwordsDiffer" } } };
  }
  const answer = await accept(token, password);
  return answer.ok ? { done: true, failure: null } : { done: false, failure: answer };
}

async function accept(token: string, password: string): Promise<CommandAnswer> {
  try {
    const response = await fetch("/api/invitations/accept", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, password }),
    });
    return (await response.json()) as CommandAnswer;
  } catch {
    return { ok: false, code: "OFFLINE" };
  }
}
