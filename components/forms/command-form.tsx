"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { failureSentence, fieldSentences } from "./failure-words";
import { useCommand } from "./use-command";

type Props<Result> = {
  command: string;
  /** What to send, from the form as it stands. */
  body: (form: FormData) => unknown;
  /** Whoever answers by a secret link, without an account. */
  partnerLink?: string | undefined;
  submitLabel: string;
  busyLabel?: string;
  quiet?: boolean;
  /** What is missing before anything is sent, as a message for each such field; for the whole form under an empty name. */
  missing?: (form: FormData) => Record<string, string | undefined>;
  onDone: (result: Result) => void;
  children?: (errors: Record<string, string>) => ReactNode;
};

/** A short form over one command, read when it is sent: nothing typed is lost, and a second factor is asked for on the spot. */
export function CommandForm<Result = unknown>(props: Props<Result>) {
  const { command, body, partnerLink, submitLabel, busyLabel, quiet, missing, onDone, children } = props;
  const t = useTranslations();
  const { send, busy, failure } = useCommand<Result>(command, partnerLink ? { partnerLink } : {});
  const [attempt, setAttempt] = useState(0);
  const [lacking, setLacking] = useState<Record<string, string>>({});
  const refused = failure ? fieldSentences(t, failure) : {};
  const errors = Object.keys(lacking).length > 0 ? lacking : refused;

  async function submit(form: FormData) {
    const found = Object.entries(missing?.(form) ?? {}).flatMap(([field, words]) =>
      words ? [[field, words] as const] : [],
    );
    setLacking(Object.fromEntries(found));
    setAttempt(attempt + 1);
    if (found.length > 0) return;
    const result = await send(body(form));
    if (result !== null) onDone(result);
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      <ErrorSummary
        title={t("core.problem")}
        errors={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
        attempt={attempt}
      />
      {failure && Object.keys(errors).length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(t, failure)}
        </Notice>
      )}
      {children?.(errors)}
      <div>
        <Button busy={busy} {...(busyLabel && { busyLabel })} variant={quiet ? "quiet" : "primary"}>
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
