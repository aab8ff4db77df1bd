"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";

type Props = {
  account: { id: string; name: string; version: number };
  sessions: number;
  tokens: number;
  /** Codes of open files that somebody else has to take on. */
  cases: readonly string[];
  /** Why it cannot be closed, as a message key; null when it can. */
  obstacle: string | null;
};
type Closed = { sessions: number; tokens: number; cases: string[] };

/** What ending somebody's access does, in sentences, the files that they leave behind, and the button that does it. */
export function CloseAccount({ account: { id, name, version }, sessions, tokens, cases, obstacle }: Props) {
  const t = useTranslations("users.closing");
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand<Closed>("user.deactivate");
  const [closed, setClosed] = useState<Closed | null>(null);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (closed || failure) answer.current?.focus();
  }, [closed, failure]);

  async function close() {
    const result = await send({ userId: id, version });
    if (!result) return;
    setClosed(result);
    router.refresh();
  }

  return (
    <>
      <div ref={answer} role="status" tabIndex={-1} className="scroll-mt-20 empty:hidden">
        {closed && (
          <Notice tone="done">{t("done", { name, sessions: closed.sessions, tokens: closed.tokens })}</Notice>
        )}
        {failure && <Notice tone="attention">{failureSentence(all, failure)}</Notice>}
      </div>
      {!closed && obstacle && (
        <Notice tone="neutral" title={t("obstacle")}>
          {all(obstacle as never)}
        </Notice>
      )}
      {!closed && !obstacle && (
        <ul className="flex max-w-text list-disc flex-col gap-1 ps-5 marker:text-ink-2">
          <li>{t("sessions", { sessions })}</li>
          <li>{t("tokens", { tokens })}</li>
          <li>{t("links")}</li>
          <li>{t("kept")}</li>
          <li>{t("undo")}</li>
        </ul>
      )}
      {(closed || !obstacle) && <HandOver cases={closed?.cases ?? cases} />}
      {!closed && !obstacle && (
        <div>
          <Button type="button" busy={busy} busyLabel={t("busy")} onClick={close}>
            {t("confirm", { name })}
          </Button>
        </div>
      )}
    </>
  );
}

function HandOver({ cases }: { cases: readonly string[] }) {
  const t = useTranslations("users.closing");
  return (
    <Section id="hand-over" title={t("handOver")} lead={t("handOverLead", { count: cases.length })}>
      {cases.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-x-4 gap-y-1">
          {cases.map((code) => (
            <li key={code}>
              <Bdi dir="ltr">{code}</Bdi>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
