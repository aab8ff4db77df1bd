"use client";

import { useTranslations } from "next-intl";
import { CommandForm, given } from "@/components/forms/command-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { requestKinds } from "@/lib/retention/schema";
import { hrefAfter } from "./addresses";

/** Writes down what the person asks about their own record, in their words. */
export function AskForm({ caseId, due }: { caseId: string; due: string }) {
  const t = useTranslations("retention");
  return (
    <CommandForm
      command="request.receive"
      body={(form) => ({ caseId, kind: given(form, "kind"), wish: given(form, "wish") })}
      submitLabel={t("screen.ask.save")}
      busyLabel={t("screen.ask.busy")}
      onDone={() => location.assign(hrefAfter(caseId, "ask"))}
    >
      {(errors) => (
        <>
          <RadioGroup
            name="kind"
            legend={t("screen.ask.kind")}
            options={requestKinds.map((value) => ({
              value,
              label: t(`requesting.kind.${value}`),
              hint: t(`screen.ask.kindWhy.${value}`),
            }))}
            error={errors.kind}
          />
          <TextArea
            name="wish"
            label={t("screen.ask.wish")}
            optional={t("screen.ask.optional")}
            hint={t("screen.ask.wishHint")}
            rows={4}
            error={errors.wish}
            count={{
              max: 2000,
              leftWords: t("screen.ask.left", { n: "{n}" }),
              overWords: t("screen.ask.over", { n: "{n}" }),
            }}
          />
          <p className="text-ink-2">{due}</p>
        </>
      )}
    </CommandForm>
  );
}
