"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CommandForm, given } from "@/components/forms/command-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { refusalReasons, refusals, type RequestRow } from "@/lib/retention/requesting/schema";
import { requestOutcomes } from "@/lib/retention/schema";
import { hrefAfter } from "./addresses";

/** What became of something that the person asked, and why when not everything was possible. */
export function AnswerForm({ caseId, request }: { caseId: string; request: RequestRow }) {
  const t = useTranslations("retention");
  const [outcome, setOutcome] = useState("");
  const { id, version } = request;
  const refused = (refusals as readonly string[]).includes(outcome);
  const fields = { outcome: `outcome-${id}`, because: `because-${id}` };
  return (
    <CommandForm
      command="request.answer"
      body={(form) => ({
        requestId: id,
        version,
        outcome: given(form, "outcome"),
        because: given(form, "because"),
      })}
      submitLabel={t("screen.answer.save")}
      busyLabel={t("screen.answer.busy")}
      quiet
      onDone={() => location.assign(hrefAfter(caseId, "answer"))}
    >
      {(errors) => (
        <>
          <RadioGroup
            name="outcome"
            id={fields.outcome}
            legend={t("screen.answer.legend")}
            options={requestOutcomes.map((value) => ({ value, label: t(`requesting.outcome.${value}`) }))}
            onChange={(event) => setOutcome(event.currentTarget.value)}
            error={errors.outcome}
          />
          {refused && (
            <Select
              name="because"
              id={fields.because}
              label={t("screen.answer.because")}
              placeholder={t("screen.answer.choose")}
              options={refusalReasons.map((value) => ({ value, label: t(`requesting.because.${value}`) }))}
              error={errors.because}
            />
          )}
        </>
      )}
    </CommandForm>
  );
}
