"use client";

import { useTranslations } from "next-intl";
import { FieldError } from "@/components/ui/field-text";
import { OptionRow } from "@/components/ui/option-row";
import { ActForm } from "./act-form";

type Props = { erasureId: string; version: number };

/** The second person agrees, and the record is gone. Ticked first, so that no slip of the hand erases anything. */
export function ConfirmForm({ erasureId, version }: Props) {
  const t = useTranslations("retention.screen.decide");
  return (
    <ActForm
      command="erasure.confirm"
      missing={(form) => ({ agree: form.get("agree") ? undefined : t("agreeFirst") })}
      body={() => ({ erasureId, version })}
      submitLabel={t("confirm")}
      busyLabel={t("confirming")}
      onDone={() => location.reload()}
    >
      {({ agree }) => (
        <div className="flex flex-col gap-1.5">
          <FieldError id="agree">{agree}</FieldError>
          <OptionRow type="checkbox" id="agree" name="agree" label={t("agree")} />
        </div>
      )}
    </ActForm>
  );
}

/** It is not to be erased after all. */
export function CancelForm({ erasureId, version, mine }: Props & { mine: boolean }) {
  const t = useTranslations("retention.screen.decide");
  return (
    <ActForm
      command="erasure.cancel"
      body={() => ({ erasureId, version })}
      submitLabel={t(mine ? "takeBack" : "cancel")}
      busyLabel={t("cancelling")}
      quiet
      onDone={() => location.reload()}
    />
  );
}
