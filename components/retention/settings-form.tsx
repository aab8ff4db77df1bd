"use client";

import { useTranslations } from "next-intl";
import { NumbersForm } from "@/components/forms/numbers-form";
import { configureRetentionInput } from "@/lib/retention/reviewing/schema";
import { daysAllowed, retentionClasses, type RetentionDays, usualDays } from "@/lib/retention/schema";

/** How many days everything is kept: a number for each class, within the bounds of its reason. */
export function SettingsForm({ days }: { days: RetentionDays }) {
  const t = useTranslations("retention");
  return (
    <NumbersForm
      command="retention.configure"
      schema={configureRetentionInput}
      values={days}
      fields={retentionClasses.map((name) => {
        const [least, most] = daysAllowed[name];
        const bounds = t("screen.settings.days", { least, most, usual: usualDays[name] });
        const hint = `${t(`screen.settings.law.${name}`)} ${bounds}`;
        return { name, label: t(`reviewing.class.${name}`), hint };
      })}
      words={{
        saved: t("screen.settings.saved"),
        save: t("screen.settings.save"),
        busy: t("screen.settings.busy"),
      }}
    >
      <p className="text-ink-2">{t("screen.settings.effect")}</p>
    </NumbersForm>
  );
}
