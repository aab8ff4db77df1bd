"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextArea } from "@/components/ui/text-area";

type Latest = { version: number; goal: string | null };

/**
 * Writes down what the person wants. When somebody else changed the file meanwhile, both texts are shown and the second
 * press saves this one over it.
 */
export function GoalForm({ caseId, version, goal }: Latest & { caseId: string; goal: string }) {
  const t = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand("case.update");
  const [latest, setLatest] = useState<Latest | null>(null);
  const [saved, setSaved] = useState(false);

  async function submit(text: string) {
    setSaved(false);
    const result = await send({ caseId, version: latest?.version ?? version, goal: text });
    if (result === null) return setLatest(await fetchLatest(caseId));
    setLatest(null);
    setSaved(true);
    router.refresh();
  }

  return (
    <form
      className="flex flex-col gap-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(String(new FormData(event.currentTarget).get("goal")));
      }}
    >
      {failure?.code === "CONFLICT" && latest ? (
        <Notice tone="attention" live title={t("cases.screen.goal.stale")}>
          <p>
            <Bdi>{latest.goal ?? t("cases.screen.goal.none")}</Bdi>
          </p>
          <p>{t("cases.screen.goal.keepMine")}</p>
        </Notice>
      ) : (
        failure && (
          <Notice tone="attention" live>
            {failureSentence(t, failure)}
          </Notice>
        )
      )}
      {saved && (
        <Notice tone="done" live>
          {t("cases.screen.goal.saved")}
        </Notice>
      )}
      <TextArea
        name="goal"
        label={t("cases.screen.goal.label")}
        hint={t("cases.screen.goal.hint")}
        defaultValue={goal}
        maxLength={2000}
        rows={3}
      />
      <div>
        <Button busy={busy}>{t("cases.screen.goal.save")}</Button>
      </div>
    </form>
  );
}

async function fetchLatest(caseId: string): Promise<Latest | null> {
  const response = await fetch(`/api/queries/case.get?caseId=${caseId}`).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as { ok: boolean; result: Latest } | null;
  return answer?.ok ? answer.result : null;
}
