"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { configureInput, type Thresholds, usualThresholds, watchRules } from "@/lib/watch/schema";

/** From how many on there is an alert, a number for each rule. */
export function ThresholdForm({ thresholds }: { thresholds: Thresholds }) {
  const t = useTranslations("watch");
  const [saved, setSaved] = useState(false);
  const { form, submit, busy, errors, problem } = useCommandForm({
    command: "watch.configure",
    schema: configureInput,
    defaultValues: thresholds,
    onDone() {
      form.reset(form.getValues());
      setSaved(true);
    },
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-5">
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
          {t("settings.saved")}
        </Notice>
      )}
      {watchRules.map((rule) => (
        <TextField
          key={rule}
          {...form.register(rule)}
          label={t(`settings.label.${rule}`)}
          hint={t("settings.usual", { count: usualThresholds[rule] })}
          inputMode="numeric"
          width="short"
          error={errors[rule]}
        />
      ))}
      <div>
        <Button busy={busy} busyLabel={t("settings.busy")}>
          {t("settings.save")}
        </Button>
      </div>
    </form>
  );
}
