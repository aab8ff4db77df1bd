"use client";

import { useTranslations } from "next-intl";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/radio-group";
import { Status } from "@/components/ui/status";
import { TextArea } from "@/components/ui/text-area";
import { reviewOutcomes } from "@/lib/access/schema";

/** What a coordinator says of an access that somebody took in an emergency. */
export function ReviewForm({ accessId, version }: { accessId: string; version: number }) {
  const [t, all] = [useTranslations("access"), useTranslations()];
  const { send, busy, failure } = useCommand("access.review");
  const errors = failure ? fieldSentences(all, failure) : {};
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const body = { accessId, version, outcome: form.get("outcome") ?? undefined, note: form.get("note") };
        void send(body).then((done) => done !== null && location.reload());
      }}
    >
      <RadioGroup
        name="outcome"
        id={`outcome-${accessId}`}
        legend={t("screen.review.outcome")}
        layout="row"
        options={reviewOutcomes.map((value) => ({ value, label: t(`reviewOutcome.${value}`) }))}
        error={errors.outcome}
      />
      <TextArea
        name="note"
        id={`note-${accessId}`}
        label={t("screen.review.note")}
        hint={t("screen.review.noteHint")}
        rows={2}
        error={errors.note}
      />
      <div>
        <Button busy={busy} busyLabel={t("screen.review.busy")}>
          {t("screen.review.submit")}
        </Button>
      </div>
      <Status tone="attention">
        {failure && Object.keys(errors).length === 0 && failureSentence(all, failure)}
      </Status>
    </form>
  );
}
