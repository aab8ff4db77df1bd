"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { noteIn, noteKinds, notePrivacies } from "@/lib/notes/schema";

type Props = { caseId: string; language: string; languages: { value: string; label: string }[] };

/** Adds a note to a case. What was typed stays through every failure. */
export function NoteForm({ caseId, language, languages }: Props) {
  const t = useTranslations("notes");
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { form, submit, busy, errors, problem } = useCommandForm({
    command: "note.add",
    schema: noteIn,
    defaultValues: { caseId, language, kind: "talk", privacy: "case", body: "" },
    onDone() {
      form.reset();
      setSaved(true);
      router.refresh();
    },
  });
  const { register, formState } = form;

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-5">
      <ErrorSummary
        title={t("screen.problem")}
        errors={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
        attempt={formState.submitCount}
      />
      {problem && (
        <Notice tone="attention" live>
          {problem}
        </Notice>
      )}
      {saved && !formState.isDirty && (
        <Notice tone="done" live>
          {t("screen.saved")}
        </Notice>
      )}
      <RadioGroup
        {...register("kind")}
        legend={t("screen.kind")}
        layout="row"
        options={noteKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        error={errors.kind}
      />
      <Select
        {...register("language")}
        label={t("screen.language")}
        options={languages}
        width="medium"
        error={errors.language}
      />
      <RadioGroup
        {...register("privacy")}
        legend={t("screen.privacy")}
        options={notePrivacies.map((value) => ({
          value,
          label: t(`privacy.${value}`),
          hint: t(`privacyHint.${value}`),
        }))}
        error={errors.privacy}
      />
      <TextArea
        {...register("body")}
        label={t("screen.body")}
        hint={t("screen.bodyHint")}
        rows={6}
        error={errors.body}
        count={{
          max: 10_000,
          leftWords: t("screen.left", { n: "{n}" }),
          overWords: t("screen.over", { n: "{n}" }),
        }}
      />
      <div>
        <Button busy={busy}>{t("screen.save")}</Button>
      </div>
    </form>
  );
}
