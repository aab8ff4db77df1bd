"use client";

import { useTranslations } from "next-intl";
import { CommandForm, given } from "@/components/forms/command-form";
import { TextField } from "@/components/ui/text-field";
import { dayOf, startOfDay } from "@/lib/core/dates";

type Props = { referralId?: string; partnerLink?: string };

/** When the first help really happened. Today means now; an earlier day means its noon in Phnom Penh. */
export function ServiceForm({ referralId, partnerLink }: Props) {
  const t = useTranslations("referrals.screen");
  const today = dayOf(new Date());
  return (
    <CommandForm
      command="referral.recordService"
      partnerLink={partnerLink}
      submitLabel={t("service.save")}
      body={(form) => ({ ...(referralId && { referralId }), on: instantOf(given(form, "on"), today) })}
      onDone={() => location.reload()}
    >
      {(errors) => (
        <TextField
          name="on"
          type="date"
          label={t("service.lead")}
          defaultValue={today}
          max={today}
          width="medium"
          error={errors.on}
        />
      )}
    </CommandForm>
  );
}

function instantOf(day: string | undefined, today: string): string | undefined {
  if (!day) return undefined;
  const noon = startOfDay(day).getTime() + 12 * 3_600_000;
  return (day === today ? new Date() : new Date(noon)).toISOString();
}
