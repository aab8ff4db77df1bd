"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CommandForm, given } from "@/components/forms/command-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { referralAnswers, rejectReasons } from "@/lib/referrals/schema";

type Props =
  /** Staff write down what a partner told them. */
  | { referralId: string; partnerLink?: undefined }
  /** The partner answers through its link. */
  | { partnerLink: string; referralId?: undefined };

/** The answer to a referral: yes, no with a reason, or a question. */
export function AnswerForm({ referralId, partnerLink }: Props) {
  const t = useTranslations("referrals");
  const [answer, setAnswer] = useState("");
  const words = partnerLink ? "partner" : "onBehalf";
  return (
    <CommandForm
      command="referral.respond"
      partnerLink={partnerLink}
      submitLabel={partnerLink ? t("screen.partner.answer") : t("screen.onBehalf.save")}
      body={(form) => ({
        ...(referralId && { referralId, onBehalf: true }),
        answer: given(form, "answer"),
        reason: answer === "reject" ? given(form, "reason") : undefined,
        message: given(form, "message"),
      })}
      onDone={() => location.reload()}
    >
      {(errors) => (
        <>
          <RadioGroup
            name="answer"
            legend={words === "partner" ? t("screen.partner.answerTitle") : t("screen.onBehalf.answer")}
            options={referralAnswers.map((value) => ({ value, label: t(`answer.${value}`) }))}
            onChange={(event) => setAnswer(event.target.value)}
            error={errors.answer}
          />
          {answer === "reject" && (
            <RadioGroup
              name="reason"
              legend={t(`screen.${words}.reason`)}
              options={rejectReasons.map((value) => ({ value, label: t(`rejectReason.${value}`) }))}
              error={errors.reason}
            />
          )}
          <TextArea
            name="message"
            label={words === "partner" ? t("screen.partner.text") : t("screen.onBehalf.message")}
            hint={words === "partner" ? t("screen.partner.textHint") : undefined}
            rows={3}
            maxLength={2000}
            error={errors.message}
          />
        </>
      )}
    </CommandForm>
  );
}
