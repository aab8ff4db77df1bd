"use client";

import { useTranslations } from "next-intl";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import { usualGrantHours } from "@/lib/access/schema";

const choices = [1, 4, 8, usualGrantHours, 72];

/** Lets somebody in for some hours, or not now. */
export function AnswerForm({ accessId, version, code }: { accessId: string; version: number; code: string }) {
  const [t, all] = [useTranslations("access.screen"), useTranslations()];
  const { send, busy, failure } = useCommand("access.answer");
  const tell = (body: object) =>
    void send({ accessId, version, ...body }).then((done) => done !== null && location.reload());
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        tell({ answer: "grant", hours: new FormData(event.currentTarget).get("hours") });
      }}
    >
      <Select
        name="hours"
        id={`hours-${accessId}`}
        label={t("hours")}
        width="medium"
        defaultValue={String(usualGrantHours)}
        options={choices.map((hours) => ({ value: String(hours), label: t("hoursOf", { hours }) }))}
      />
      <Button busy={busy} busyLabel={t("answer.busy")} aria-label={`${t("answer.grant")}: ${code}`}>
        {t("answer.grant")}
      </Button>
      <Button
        type="button"
        variant="quiet"
        busy={busy}
        busyLabel={t("answer.busy")}
        aria-label={`${t("answer.refuse")}: ${code}`}
        onClick={() => tell({ answer: "refuse" })}
      >
        {t("answer.refuse")}
      </Button>
      <Status tone="attention">{failure && failureSentence(all, failure)}</Status>
    </form>
  );
}
