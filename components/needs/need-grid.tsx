"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import type { NeedCategory, NeedType } from "@/lib/needs/schema";
import { NeedRowField } from "./need-row-field";

type Props = { caseId: string; types: NeedType[]; open: string[] };

/** The grid of all kinds of need, by group. Several are added at once; each asks whether the person wants it. */
export function NeedGrid({ caseId, types, open }: Props) {
  const t = useTranslations();
  const { send, busy, failure } = useCommand("need.add");
  const [chosen, setChosen] = useState<string[]>([]);
  const [sent, setSent] = useState<string[]>([]);
  const [nothing, setNothing] = useState(0);
  const errors = failure ? errorsByCode(fieldSentences(t, failure), sent) : {};
  const listed = Object.entries(errors).map(([code, message]) => ({ fieldId: `need-${code}`, message }));
  const categories = [...new Set(types.map(({ category }) => category))];

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (chosen.length === 0) return setNothing(nothing + 1);
    const form = new FormData(event.currentTarget);
    setSent(chosen);
    const needs = chosen.map((code) => ({
      code,
      raised: form.get(`raised-${code}`) === "on",
      personAgrees: form.get(`agrees-${code}`) ?? undefined,
      ...(form.get(`detail-${code}`) && { detail: form.get(`detail-${code}`) }),
    }));
    const done = await send({ caseId, needs });
    if (done !== null) location.assign(`/cases/${caseId}/needs`);
  }

  const toggle = (code: string, on: boolean) =>
    setChosen((before) => (on ? [...before, code] : before.filter((one) => one !== code)));

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-8">
      <ErrorSummary
        title={t("needs.screen.new.problem")}
        errors={nothing > 0 && chosen.length === 0 ? [{ message: t("needs.screen.new.pick") }] : listed}
        attempt={nothing}
      />
      {failure && listed.length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(t, failure)}
        </Notice>
      )}
      {categories.map((category: NeedCategory) => (
        <fieldset key={category} className="flex flex-col gap-2">
          <legend className="pb-2 text-xl font-semibold">{t(`needs.category.${category}`)}</legend>
          {types
            .filter((type) => type.category === category)
            .map((type) => (
              <NeedRowField
                key={type.code}
                type={type}
                isOpen={open.includes(type.code)}
                chosen={chosen.includes(type.code)}
                error={errors[type.code]}
                onToggle={(on) => toggle(type.code, on)}
              />
            ))}
        </fieldset>
      ))}
      <ActionBar sticky>
        <Button busy={busy}>{t("needs.screen.new.save", { count: chosen.length })}</Button>
      </ActionBar>
    </form>
  );
}

/** `needs.2.personAgrees` → the error of the third need that was sent. */
function errorsByCode(sentences: Record<string, string>, sent: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [path, message] of Object.entries(sentences)) {
    const code = sent[Number(path.split(".")[1])];
    if (code) found[code] ??= message;
  }
  return found;
}
