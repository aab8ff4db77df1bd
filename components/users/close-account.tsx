"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";

type Props = {
  account: { id: string; name: string; version: number };
  sessions: number;
  openCases: number;
  /** Why it cannot be closed, as a message key; null when it can. */
  obstacle: string | null;
};
type Closed = { sessions: number; openCases: number };

/** What closing an account does, in sentences, and the button that does it. */
export function CloseAccount({ account: { id, name, version }, sessions, openCases, obstacle }: Props) {
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
    <Section id="close" title={t("title")}>
      <div ref={answer} role="status" tabIndex={-1} className="scroll-mt-20 empty:hidden">
        {closed && <Notice tone="done">{t("done", { name, ...closed })}</Notice>}
        {failure && <Notice tone="attention">{failureSentence(all, failure)}</Notice>}
      </div>
      {!closed && obstacle && (
        <Notice tone="neutral" title={t("obstacle")}>
          {all(obstacle as never)}
        </Notice>
      )}
      {!closed && !obstacle && (
        <>
          <ul className="flex max-w-text list-disc flex-col gap-1 ps-5 marker:text-ink-2">
            <li>{t("signedOut", { name, sessions })}</li>
            <li>{t("cases", { openCases })}</li>
            <li>{t("kept", { name })}</li>
            <li>{t("undo", { name })}</li>
          </ul>
          <div>
            <Button type="button" busy={busy} busyLabel={t("busy")} onClick={close}>
              {t("confirm", { name })}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}
