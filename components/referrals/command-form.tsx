"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";

type Props = {
  command: string;
  /** What to send, from the form as it stands. */
  body: (form: FormData) => unknown;
  partnerLink?: string | undefined;
  submitLabel: string;
  quiet?: boolean;
  onDone: () => void;
  children: (errors: Record<string, string>) => ReactNode;
};

/** A short form over one command about a referral, the same for staff and for a partner's page. */
export function CommandForm({ command, body, partnerLink, submitLabel, quiet, onDone, children }: Props) {
  const t = useTranslations();
  const { send, busy, failure } = useCommand(command, partnerLink ? { partnerLink } : {});
  const [attempt, setAttempt] = useState(0);
  const errors = failure ? fieldSentences(t, failure) : {};
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        setAttempt(attempt + 1);
        void send(body(new FormData(event.currentTarget))).then((done) => done !== null && onDone());
      }}
    >
      <ErrorSummary
        title={t("referrals.screen.detail.problem")}
        errors={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
        attempt={attempt}
      />
      {failure && Object.keys(errors).length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(t, failure)}
        </Notice>
      )}
      {children(errors)}
      <div>
        <Button busy={busy} variant={quiet ? "quiet" : "primary"}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

/** The value of a field, or undefined when it was left empty. */
export function given(form: FormData, name: string): string | undefined {
  return String(form.get(name) ?? "") || undefined;
}
