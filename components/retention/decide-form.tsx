"use client";

import { useTranslations } from "next-intl";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
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
        <CheckboxGroup
          name="agree"
          legend={t("agreeLegend")}
          hideLegend
          options={[{ value: "yes", label: t("agree") }]}
          error={agree}
        />
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
