"use client";

import { useTranslations } from "next-intl";
import { CommandForm, given } from "@/components/forms/command-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { referralOutcomes } from "@/lib/referrals/schema";

/** How it went, as the partner sees it. After this the link shows nothing any more. */
export function FeedbackForm({ token }: { token: string }) {
  const t = useTranslations("referrals");
  return (
    <CommandForm
      command="referral.giveFeedback"
      partnerLink={token}
      submitLabel={t("screen.partner.feedback")}
      body={(form) => ({ outcome: given(form, "outcome"), text: given(form, "text") })}
      onDone={() => location.reload()}
    >
      {(errors) => (
        <>
          <RadioGroup
            name="outcome"
            legend={t("screen.partner.outcome")}
            options={referralOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
            error={errors.outcome}
          />
          <TextArea
            name="text"
            label={t("screen.partner.feedbackText")}
            rows={3}
            maxLength={4000}
            error={errors.text}
          />
        </>
      )}
    </CommandForm>
  );
}
