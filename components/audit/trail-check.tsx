"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { getQuery } from "@/components/forms/get-query";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Notice, type NoticeTone } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Status } from "@/components/ui/status";
import type { TrailState } from "@/lib/audit/sealing/schema";
import { formatDateTime } from "@/lib/core/dates";

type Check = NonNullable<TrailState["check"]>;
const tones: Record<Exclude<Check["status"], "asked">, NoticeTone> = {
  good: "done",
  tampered: "act",
  late: "attention",
  failed: "attention",
};
const everyMilliseconds = 1_000;

/** How far the record is sealed, in words, and the check of everything with how far it has come. */
export function TrailCheck({ state: first }: { state: TrailState }) {
  const [t, all, locale] = [useTranslations("audit.seal"), useTranslations(), useLocale()];
  const [state, setState] = useState(first);
  const { send, busy, failure } = useCommand("trail.verify");
  const { sealedAt, late, check } = state;
  const running = check?.status === "asked";
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void look(), everyMilliseconds);
    return () => clearInterval(timer);
  }, [running]);

  async function look() {
    const answer = await getQuery<TrailState>("trail.state", {});
    if (answer.ok) setState(answer.result);
  }

  return (
    <>
      <p>{sealedAt ? t("sealedTo", { time: formatDateTime(new Date(sealedAt), locale) }) : t("never")}</p>
      {late && <Notice tone="attention">{t("late")}</Notice>}
      <Section id="check" title={t("lastCheck")}>
        {!check && <p className="text-ink-2">{t("unchecked")}</p>}
        {check && running && <CheckProgress check={check} />}
        <div role="status" className="empty:hidden">
          {check && check.status !== "asked" && (
            <Notice tone={tones[check.status]} title={t(`status.${check.status}`)}>
              <p>{t(`result.${check.status}`, { events: check.events ?? 0 })}</p>
              <p className="text-sm text-ink-2">
                {formatDateTime(new Date(check.finishedAt ?? check.askedAt), locale)}
              </p>
            </Notice>
          )}
        </div>
        <div>
          <Button
            type="button"
            busy={busy || running}
            busyLabel={t("checking")}
            onClick={() => void send({}).then(look)}
          >
            {t("check")}
          </Button>
        </div>
        <Status tone="attention">{failure && failureSentence(all, failure)}</Status>
      </Section>
    </>
  );
}

function CheckProgress({ check: { done, total } }: { check: Check }) {
  const t = useTranslations("audit.seal");
  if (total === 0) return <p className="text-ink-2">{t("waiting")}</p>;
  return (
    <div className="flex flex-col gap-1">
      <progress className="bar" max={total} value={done} aria-label={t("progress")} />
      <p className="text-sm text-ink-2">{t("share", { share: done / total })}</p>
    </div>
  );
}
