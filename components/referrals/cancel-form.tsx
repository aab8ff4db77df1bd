"use client";

import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/forms/command-form";
import { OptionRow } from "@/components/ui/option-row";

type Props = { referralId: string; version: number; unreachable: boolean };

/** Takes a referral back: its link stops at once. */
export function CancelForm({ referralId, version, unreachable }: Props) {
  const t = useTranslations("referrals.screen.close");
  return (
    <CommandForm
      command="referral.close"
      submitLabel={t("cancel")}
      quiet
      body={(form) => ({
        referralId,
        version,
        to: form.get("unreachable") === "on" ? "unreachable" : "revoked_by_agency",
      })}
      onDone={() => location.reload()}
    >
      {() => (
        <>
          <p>{t("cancelLead")}</p>
          {unreachable && <OptionRow type="checkbox" name="unreachable" label={t("unreachable")} />}
        </>
      )}
    </CommandForm>
  );
}
