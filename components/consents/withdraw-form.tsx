"use client";

import { useTranslations } from "next-intl";
import type { SubmitEvent } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { withdrawalWays } from "@/lib/consents/schema";

/** Takes a consent back. Two presses from the case: nothing is asked but how the person told us. */
export function WithdrawForm({
  caseId,
  consentId,
  version,
}: {
  caseId: string;
  consentId: string;
  version: number;
}) {
  const t = useTranslations();
  const { send, busy, failure } = useCommand("consent.withdraw");
  const back = `/cases/${caseId}/consent`;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const how = new FormData(event.currentTarget).get("how");
    if ((await send({ consentId, version, how })) !== null) location.assign(back);
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-6">
      {failure && (
        <Notice tone="attention" live>
          {failureSentence(t, failure)}
        </Notice>
      )}
      <RadioGroup
        name="how"
        legend={t("consents.screen.withdraw.how")}
        options={withdrawalWays.map((value) => ({ value, label: t(`consents.withdrawnHow.${value}`) }))}
        defaultValue="in_person"
      />
      <div className="flex flex-wrap gap-3">
        <Button busy={busy}>{t("consents.screen.withdraw.confirm")}</Button>
        <LinkButton href={back} variant="quiet">
          {t("consents.screen.withdraw.cancel")}
        </LinkButton>
      </div>
    </form>
  );
}
