"use client";

import { useTranslations } from "next-intl";
import { CommandForm, given } from "@/components/forms/command-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { keepReasons } from "@/lib/retention/schema";
import { hrefAfter } from "./addresses";
import { DayField, type Days, instantOf } from "./day-field";

type Props = { caseId: string; version: number; from?: string | undefined };

/** Keeps a record until a day, with the reason. */
export function KeepForm({ caseId, version, from, days }: Props & { days: Days }) {
  const t = useTranslations("retention");
  return (
    <CommandForm
      command="retention.keep"
      missing={(form) => ({
        until: instantOf(form, "until") ? undefined : t("screen.hold.dayMissing"),
        because: form.get("because") ? undefined : t("screen.keep.becauseMissing"),
      })}
      body={(form) => ({
        caseId,
        version,
        until: instantOf(form, "until"),
        because: given(form, "because"),
      })}
      submitLabel={t("screen.keep.save")}
      busyLabel={t("screen.keep.busy")}
      onDone={() => location.assign(hrefAfter(caseId, "keep", from))}
    >
      {(errors) => (
        <>
          <DayField
            name="until"
            label={t("screen.keep.until")}
            hint={t("screen.keep.untilHint")}
            days={days}
            error={errors.until}
          />
          <RadioGroup
            name="because"
            legend={t("screen.keep.because")}
            options={keepReasons.map((value) => ({ value, label: t(`reviewing.because.${value}`) }))}
            error={errors.because}
          />
        </>
      )}
    </CommandForm>
  );
}

/** Erases the private part of a record. */
export function ClearForm({ caseId, version, from }: Props) {
  const t = useTranslations("retention.screen.clear");
  return (
    <CommandForm
      command="retention.clearPrivate"
      body={() => ({ caseId, version })}
      submitLabel={t("save")}
      busyLabel={t("busy")}
      onDone={() => location.assign(hrefAfter(caseId, "clear", from))}
    />
  );
}
