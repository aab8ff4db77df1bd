"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { RecoveryCodeActions, RecoveryCodeList } from "./recovery-codes";

const few = 3;

/** How many recovery codes are left, and new ones in their place, shown until they are kept. */
export function NewCodes({ left }: { left: number }) {
  const t = useTranslations("factors.mine");
  const setUp = useTranslations("factors.setUp");
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand<{ recoveryCodes: string[] }>("recovery.renew");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (codes) heading.current?.focus();
  }, [codes]);
  async function renew() {
    const result = await send({});
    if (result) setCodes(result.recoveryCodes);
  }
  if (codes)
    return (
      <div className="flex flex-col gap-3">
        <h3 ref={heading} tabIndex={-1}>
          {setUp("codesTitle")}
        </h3>
        <p className="max-w-text">{setUp("codesLead")}</p>
        <RecoveryCodeList codes={codes} />
        <RecoveryCodeActions
          onKept={() => {
            setCodes(null);
            router.refresh();
          }}
        />
      </div>
    );
  return (
    <div className="flex flex-col gap-3">
      <h3>{t("codes")}</h3>
      {left < few ? (
        <Notice tone="attention">{t("codesFew", { count: left })}</Notice>
      ) : (
        <p>{t("codesLeft", { count: left })}</p>
      )}
      <div role="status" className="empty:hidden">
        {failure && <Notice tone="attention">{failureSentence(all, failure)}</Notice>}
      </div>
      <div className="flex flex-col gap-1">
        <div>
          <Button type="button" variant="quiet" busy={busy} busyLabel={t("renewing")} onClick={renew}>
            {t("renew")}
          </Button>
        </div>
        <p className="text-sm text-ink-2">{t("renewHint")}</p>
      </div>
    </div>
  );
}
