"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CommandForm, given } from "@/components/forms/command-form";
import { OptionRow } from "@/components/ui/option-row";
import { RadioGroup } from "@/components/ui/radio-group";
import { unmetReasons } from "@/lib/needs/schema";
import { referralOutcomes } from "@/lib/referrals/schema";

/** Closes a referral: how it ended for the person, and whether they have been told. */
export function CloseForm({ referralId, version }: { referralId: string; version: number }) {
  const [t, needs] = [useTranslations("referrals"), useTranslations("needs")];
  const [outcome, setOutcome] = useState("");
  return (
    <CommandForm
      command="referral.close"
      submitLabel={t("screen.close.save")}
      body={(form) => ({
        referralId,
        version,
        to: "feedback_closed",
        outcome: given(form, "outcome"),
        toldPerson: form.get("told") === "on",
        reasonUnmet: outcome === "partly_met" ? given(form, "reasonUnmet") : undefined,
      })}
      onDone={() => location.reload()}
    >
      {(errors) => (
        <>
          <p>{t("screen.close.lead")}</p>
          <RadioGroup
            name="outcome"
            legend={t("screen.close.how")}
            options={referralOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
            onChange={(event) => setOutcome(event.target.value)}
            error={errors.outcome}
          />
          {outcome === "partly_met" && (
            <RadioGroup
              name="reasonUnmet"
              legend={t("screen.close.reason")}
              options={unmetReasons.map((value) => ({ value, label: needs(`unmetReason.${value}`) }))}
              error={errors.reasonUnmet}
            />
          )}
          <OptionRow type="checkbox" name="told" label={t("screen.close.told")} />
        </>
      )}
    </CommandForm>
  );
}
