"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

type Props = {
  account: { id: string; name: string; version: number };
  by: string;
  /** Whoever proposed may only take it back. */
  own: boolean;
};

/** A new administrator who waits for a second administrator: who proposed, and the answer. */
export function Proposal({ account: { id: userId, name, version }, by, own }: Props) {
  const t = useTranslations("users.proposal");
  const all = useTranslations();
  const router = useRouter();
  const confirm = useCommand<{ cases: string[] }>("user.confirmAdministrator");
  const decline = useCommand("user.declineAdministrator");
  const [said, setSaid] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const failure = confirm.failure ?? decline.failure;
  // The pressed button has gone.
  useEffect(() => {
    if (said !== null) box.current?.focus();
  }, [said]);

  async function agree() {
    const done = await confirm.send({ userId, version });
    if (!done) return;
    setSaid(t("confirmed", { name, count: done.cases.length, codes: done.cases.join(", ") }));
    router.refresh();
  }

  async function refuse() {
    if ((await decline.send({ userId, version })) === null) return;
    setSaid(t("declined", { name }));
    router.refresh();
  }

  return (
    <div ref={box} tabIndex={-1} className="flex scroll-mt-20 flex-col gap-3">
      {failure && (
        <Notice tone="attention" live>
          {failureSentence(all, failure)}
        </Notice>
      )}
      {said !== null ? (
        <Notice tone="done" live>
          {said}
        </Notice>
      ) : (
        <Notice
          tone={own ? "info" : "act"}
          title={t("title", { name })}
          actions={
            <>
              {!own && (
                <Button type="button" size="small" busy={confirm.busy} busyLabel={t("busy")} onClick={agree}>
                  {t("confirm")}
                  <VisuallyHidden> {t("confirmOf", { name })}</VisuallyHidden>
                </Button>
              )}
              <Button
                type="button"
                size="small"
                variant="quiet"
                busy={decline.busy}
                busyLabel={t("busy")}
                onClick={refuse}
              >
                {own ? t("takeBack") : t("decline")}
                <VisuallyHidden> {t("declineOf", { name })}</VisuallyHidden>
              </Button>
            </>
          }
        >
          {own ? t("own", { name }) : t("by", { by, name })}
        </Notice>
      )}
    </div>
  );
}
