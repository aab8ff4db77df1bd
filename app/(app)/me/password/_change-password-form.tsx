"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type Failure, failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { keepTyped } from "@/components/forms/keep-typed";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";

const differ: Failure = { code: "INVALID", fields: { again: "users.error.passwordsDiffer" } };

/** The present password and a new one, written twice. */
export function ChangePasswordForm({ email }: { email: string }) {
  const t = useTranslations("users.password");
  const all = useTranslations();
  const { send, busy, failure } = useCommand<{ sessions: number }>("me.changePassword");
  const [attempt, setAttempt] = useState(0);
  const [local, setLocal] = useState<Failure | null>(null);
  const [sessions, setSessions] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sessions !== null) box.current?.focus();
  }, [sessions]);
  const problem = local ?? failure;
  const wrong: Record<string, string> = problem ? fieldSentences(all, problem) : {};
  const errors = Object.entries(wrong).map(([fieldId, message]) => ({ fieldId, message }));

  async function submit(form: FormData) {
    const [current, next, again] = ["current", "next", "again"].map((name) => String(form.get(name)));
    setAttempt(attempt + 1);
    setLocal(next === again ? null : differ);
    if (next !== again) return;
    const done = await send({ current, next });
    if (done) setSessions(done.sessions);
  }

  if (sessions !== null)
    return (
      <div ref={box} tabIndex={-1}>
        <Notice tone="done" live>
          {t("done", { sessions })}
        </Notice>
      </div>
    );
  const field = { type: "password", width: "long" } as const;
  return (
    <form action={(form) => void submit(form)} onReset={keepTyped} noValidate className="flex flex-col gap-6">
      <ErrorSummary title={all("users.rights.problem")} errors={errors} attempt={attempt} />
      {problem && errors.length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(all, problem)}
        </Notice>
      )}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField
        {...field}
        name="current"
        label={t("current")}
        autoComplete="current-password"
        error={wrong.current}
      />
      <TextField
        {...field}
        name="next"
        label={t("next")}
        hint={all("users.invitation.hint")}
        autoComplete="new-password"
        error={wrong.next}
      />
      <TextField {...field} name="again" label={t("again")} autoComplete="new-password" error={wrong.again} />
      <div>
        <Button busy={busy} busyLabel={t("busy")}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
