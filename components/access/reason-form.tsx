"use client";

import { useTranslations } from "next-intl";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { TextArea } from "@/components/ui/text-area";
import { askInput } from "@/lib/access/schema";

type Props = { code: string; way: "ask" | "glass" };

/** Says why somebody needs to see a case, and asks for it or opens it. What was typed stays through every failure. */
export function ReasonForm({ code, way }: Props) {
  const t = useTranslations("access");
  const isGlass = way === "glass";
  const { form, submit, busy, errors, problem } = useCommandForm<typeof askInput, { caseId?: string }>({
    command: isGlass ? "access.breakGlass" : "access.ask",
    schema: askInput,
    defaultValues: { code, reason: "" },
    onDone: ({ caseId }) => (caseId ? location.assign(`/cases/${caseId}`) : location.reload()),
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      <ErrorSummary
        title={t("screen.problem")}
        errors={Object.values(errors).map((message) => ({ fieldId: `reason-${way}`, message }))}
        attempt={form.formState.submitCount}
      />
      {problem && (
        <Notice tone="attention" live>
          {problem}
        </Notice>
      )}
      <TextArea
        {...form.register("reason")}
        id={`reason-${way}`}
        label={t(isGlass ? "ask.glassReason" : "ask.reason")}
        hint={t("ask.reasonHint")}
        rows={3}
        error={errors.reason}
        count={{ max: 500, leftWords: t("ask.left", { n: "{n}" }), overWords: t("ask.over", { n: "{n}" }) }}
      />
      <div>
        <Button
          busy={busy}
          busyLabel={t(isGlass ? "ask.glassBusy" : "ask.busy")}
          variant={isGlass ? "quiet" : "primary"}
        >
          {t(isGlass ? "ask.glassSubmit" : "ask.submit")}
        </Button>
      </div>
    </form>
  );
}
