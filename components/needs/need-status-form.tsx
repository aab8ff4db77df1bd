"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { canChangeNeed } from "@/lib/needs/policy";
import { metStatuses, type NeedStatus, needStatuses, unmetReasons, unmetStatuses } from "@/lib/needs/schema";

type Props = { caseId: string; needId: string; status: NeedStatus; version: number };

/** Moves a need along its workflow; asks for the reason or for what helped where the new status wants it. */
export function NeedStatusForm({ caseId, needId, status, version }: Props) {
  const t = useTranslations();
  const { send, busy, failure } = useCommand("need.changeStatus");
  const [to, setTo] = useState<NeedStatus | null>(null);
  const [attempt, setAttempt] = useState(0);
  const errors = failure ? fieldSentences(t, failure) : {};
  const next = needStatuses.filter((one) => canChangeNeed(status, one));

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setAttempt(attempt + 1);
    const done = await send({
      needId,
      version,
      to: to ?? undefined,
      ...(to && unmetStatuses.includes(to) && { reasonUnmet: form.get("reasonUnmet") ?? undefined }),
      ...(to && metStatuses.includes(to) && { howMet: String(form.get("howMet") ?? "") }),
    });
    if (done !== null) location.assign(`/cases/${caseId}/needs`);
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-6">
      <ErrorSummary
        title={t("needs.screen.change.problem")}
        errors={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
        attempt={attempt}
      />
      {failure && Object.keys(errors).length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(t, failure)}
        </Notice>
      )}
      <RadioGroup
        name="to"
        legend={t("needs.screen.change.to")}
        options={next.map((value) => ({ value, label: t(`needs.status.${value}`) }))}
        error={errors.to}
        onChange={(event) => setTo(event.target.value as NeedStatus)}
      />
      {to && unmetStatuses.includes(to) && (
        <RadioGroup
          name="reasonUnmet"
          legend={t("needs.screen.change.reason")}
          options={unmetReasons.map((value) => ({ value, label: t(`needs.unmetReason.${value}`) }))}
          error={errors.reasonUnmet}
        />
      )}
      {to && metStatuses.includes(to) && (
        <TextArea
          name="howMet"
          label={t("needs.screen.change.how")}
          hint={t("needs.screen.change.howHint")}
          error={errors.howMet}
          rows={3}
          maxLength={2000}
        />
      )}
      <div>
        <Button busy={busy}>{t("needs.screen.change.save")}</Button>
      </div>
    </form>
  );
}
