"use client";

import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/forms/command-form";

/** Tells the caseworker that the referral has arrived, before anything is decided. */
export function ReceivedButton({ token }: { token: string }) {
  const t = useTranslations("referrals.screen.partner");
  return (
    <CommandForm
      command="referral.acknowledge"
      partnerLink={token}
      submitLabel={t("received")}
      quiet
      body={() => ({})}
      onDone={() => location.reload()}
    />
  );
}
