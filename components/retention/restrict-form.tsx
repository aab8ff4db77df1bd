"use client";

import { useTranslations } from "next-intl";
import { CommandForm, given } from "@/components/forms/command-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { restrictionReasons } from "@/lib/cases/schema";
import { restrictionEnds } from "@/lib/retention/restricting/schema";
import { hrefAfter } from "./addresses";

type Props = { caseId: string; version: number };

/** Stops the use of a record, with the reason. */
export function RestrictForm({ caseId, version }: Props) {
  const t = useTranslations();
  return (
    <CommandForm
      command="case.restrict"
      body={(form) => ({ caseId, version, because: given(form, "because") })}
      submitLabel={t("retention.screen.restrict.save")}
      busyLabel={t("retention.screen.restrict.busy")}
      onDone={() => location.assign(hrefAfter(caseId, "restrict"))}
    >
      {({ because }) => (
        <RadioGroup
          name="because"
          legend={t("retention.screen.restrict.because")}
          options={restrictionReasons.map((value) => ({
            value,
            label: t(`cases.restrictedBecause.${value}`),
          }))}
          error={because}
        />
      )}
    </CommandForm>
  );
}

/** Allows the use of a stopped record again: after a consent given since, or because the person asks for it. */
export function AllowForm({ caseId, version }: Props) {
  const t = useTranslations("retention");
  return (
    <CommandForm
      command="case.unrestrict"
      body={(form) => ({ caseId, version, because: given(form, "because") })}
      submitLabel={t("screen.allow.save")}
      busyLabel={t("screen.allow.busy")}
      onDone={() => location.assign(hrefAfter(caseId, "allow"))}
    >
      {({ because }) => (
        <RadioGroup
          name="because"
          legend={t("screen.allow.because")}
          options={restrictionEnds.map((value) => ({ value, label: t(`restricting.end.${value}`) }))}
          error={because}
        />
      )}
    </CommandForm>
  );
}
