"use client";

import { useTranslations } from "next-intl";
import { CommandForm, given } from "@/components/forms/command-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { erasureReasons } from "@/lib/retention/erasing/schema";
import { hrefAfter } from "./addresses";

type Props = { caseId: string; from?: string | undefined };

/** Proposes to erase a record, with the reason. */
export function EraseForm({ caseId, from }: Props) {
  const t = useTranslations("retention");
  return (
    <CommandForm
      command="erasure.propose"
      body={(form) => ({ caseId, reason: given(form, "reason") })}
      submitLabel={t("screen.erase.save")}
      busyLabel={t("screen.erase.busy")}
      onDone={() => location.assign(hrefAfter(caseId, "erase", from))}
    >
      {({ reason }) => (
        <RadioGroup
          name="reason"
          legend={t("screen.erase.reason")}
          options={erasureReasons.map((value) => ({ value, label: t(`erasing.reason.${value}`) }))}
          error={reason}
        />
      )}
    </CommandForm>
  );
}
