"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { configureRetentionInput } from "@/lib/retention/reviewing/schema";
import { daysAllowed, retentionClasses, type RetentionDays, usualDays } from "@/lib/retention/schema";

/** How many days everything is kept: a number for each class, within the bounds of its reason. */
export function SettingsForm({ days }: { days: RetentionDays }) {
  const t = useTranslations("retention");
  const [saved, setSaved] = useState(false);
  const { form, submit, busy, errors, problem } = useCommandForm({
    command: "retention.configure",
    schema: configureRetentionInput,
    defaultValues: days,
    onDone() {
      form.reset(form.getValues());
      setSaved(true);
    },
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-6">
      <ErrorSummary
        title={t("screen.problem")}
        errors={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
        attempt={form.formState.submitCount}
      />
      {problem && (
        <Notice tone="attention" live>
          {problem}
        </Notice>
      )}
      {saved && !form.formState.isDirty && (
        <Notice tone="done" live>
          {t("screen.settings.saved")}
        </Notice>
      )}
      {retentionClasses.map((one) => {
        const [least, most] = daysAllowed[one];
        return (
          <TextField
            key={one}
            {...form.register(one)}
            label={t(`reviewing.class.${one}`)}
            hint={
              <>
                {t(`screen.settings.law.${one}`)}{" "}
                {t("screen.settings.days", { least, most, usual: usualDays[one] })}
              </>
            }
            inputMode="numeric"
            width="short"
            error={errors[one]}
          />
        );
      })}
      <p className="text-ink-2">{t("screen.settings.effect")}</p>
      <div>
        <Button busy={busy} busyLabel={t("screen.settings.busy")}>
          {t("screen.settings.save")}
        </Button>
      </div>
    </form>
  );
}
