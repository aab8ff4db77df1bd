"use client";

import { useTranslations } from "next-intl";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";

type Props = {
  caseId: string;
  version: number;
  assigneeId: string | null;
  options: { value: string; label: string; hint: string }[];
};

/** Gives a case to a colleague of its site, or to nobody for now. */
export function AssignForm({ caseId, version, assigneeId, options }: Props) {
  const t = useTranslations();
  const { send, busy, failure } = useCommand("case.assign");

  async function submit(chosen: string) {
    const done = await send({ caseId, version, assigneeId: chosen === "nobody" ? null : chosen });
    if (done !== null) location.assign(`/cases/${caseId}`);
  }

  return (
    <form
      className="flex flex-col gap-6"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(String(new FormData(event.currentTarget).get("assigneeId") ?? ""));
      }}
    >
      {failure && (
        <Notice tone="attention" live>
          {failureSentence(t, failure)}
        </Notice>
      )}
      <RadioGroup
        name="assigneeId"
        legend={t("cases.screen.assign.who")}
        options={options}
        noAnswers={[{ value: "nobody", label: t("cases.screen.assign.nobody") }]}
        defaultValue={assigneeId ?? undefined}
        required
      />
      <div>
        <Button busy={busy}>{t("cases.screen.assign.save")}</Button>
      </div>
    </form>
  );
}
