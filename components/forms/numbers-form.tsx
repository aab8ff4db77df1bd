"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { useCommandForm } from "./use-command-form";

type Props<Name extends string> = {
  command: string;
  schema: Parameters<typeof useCommandForm>[0]["schema"];
  values: Record<Name, number>;
  fields: readonly { name: Name; label: string; hint: ReactNode }[];
  words: { saved: string; save: string; busy: string };
  /** Below the fields: what saving changes. */
  children?: ReactNode;
};

/** A setting that is a number for each of a list, sent as one command. */
export function NumbersForm<Name extends string>(props: Props<Name>) {
  const { command, schema, values, fields, words, children } = props;
  const t = useTranslations("core");
  const [saved, setSaved] = useState(false);
  const { form, submit, busy, errors, problem } = useCommandForm({
    command,
    schema,
    defaultValues: values,
    onDone() {
      form.reset(form.getValues());
      setSaved(true);
    },
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-6">
      <ErrorSummary
        title={t("problem")}
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
          {words.saved}
        </Notice>
      )}
      {fields.map(({ name, label, hint }) => (
        <TextField
          key={name}
          {...form.register(name)}
          label={label}
          hint={hint}
          inputMode="numeric"
          width="short"
          error={errors[name]}
        />
      ))}
      {children}
      <div>
        <Button busy={busy} busyLabel={words.busy}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
