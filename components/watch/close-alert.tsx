"use client";

import { useTranslations } from "next-intl";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/radio-group";
import { Status } from "@/components/ui/status";
import { alertOutcomes } from "@/lib/watch/schema";

/** Writes down what was found out about an alert. */
export function CloseAlert({ alertId, version, about }: { alertId: string; version: number; about: string }) {
  const [t, all] = [useTranslations("watch"), useTranslations()];
  const { send, busy, failure } = useCommand("watch.close");
  const errors = failure ? fieldSentences(all, failure) : {};
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        const outcome = new FormData(event.currentTarget).get("outcome") ?? undefined;
        void send({ alertId, version, outcome }).then((done) => done !== null && location.reload());
      }}
    >
      <RadioGroup
        name="outcome"
        id={`outcome-${alertId}`}
        legend={t("screen.outcome")}
        layout="row"
        options={alertOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        error={errors.outcome}
      />
      <div>
        <Button
          variant="quiet"
          busy={busy}
          busyLabel={t("screen.closing")}
          aria-label={busy ? undefined : `${t("screen.close")}: ${about}`}
        >
          {t("screen.close")}
        </Button>
      </div>
      <Status tone="attention">
        {failure && Object.keys(errors).length === 0 && failureSentence(all, failure)}
      </Status>
    </form>
  );
}
