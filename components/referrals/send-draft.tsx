"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { failureReasons } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SecretLink } from "./secret-link";

type Props = { referral: { id: string; version: number; partnerName: string; urgency: string } };
type Sent = { id: string; link: string; expiresAt: string };

/** Shares a referral that was prepared before. */
export function SendDraft({ referral }: Props) {
  const t = useTranslations();
  const { send, busy, failure } = useCommand<Sent>("referral.send");
  const [sent, setSent] = useState<Sent | null>(null);
  if (sent)
    return (
      <SecretLink {...sent} partnerName={referral.partnerName} urgent={referral.urgency === "critical"} />
    );
  return (
    <div className="flex flex-col gap-4">
      {failure && (
        <Notice tone="attention" live>
          {failureReasons(t, failure)}
        </Notice>
      )}
      <p>{t("referrals.screen.detail.sendLead")}</p>
      <div>
        <Button
          type="button"
          busy={busy}
          onClick={() => void send({ referralId: referral.id, version: referral.version }).then(setSent)}
        >
          {t("referrals.screen.create.send", { partner: referral.partnerName })}
        </Button>
      </div>
    </div>
  );
}
