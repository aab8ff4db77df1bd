"use client";

import { useTranslations } from "next-intl";
import { NumbersForm } from "@/components/forms/numbers-form";
import { configureInput, type Thresholds, usualThresholds, watchRules } from "@/lib/watch/schema";

/** From how many on there is an alert, a number for each rule. */
export function ThresholdForm({ thresholds }: { thresholds: Thresholds }) {
  const t = useTranslations("watch.settings");
  return (
    <NumbersForm
      command="watch.configure"
      schema={configureInput}
      values={thresholds}
      fields={watchRules.map((name) => ({
        name,
        label: t(`label.${name}`),
        hint: t("usual", { count: usualThresholds[name] }),
      }))}
      words={{ saved: t("saved"), save: t("save"), busy: t("busy") }}
    />
  );
}
