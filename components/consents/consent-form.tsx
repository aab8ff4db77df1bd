"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { OptionRow } from "@/components/ui/option-row";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import {
  capacities,
  consentAnswers,
  consentMethods,
  consentScopes,
  recipientScopes,
} from "@/lib/consents/schema";
import type { PartnerType } from "@/lib/partners/schema";
import { ElementChoice } from "./element-choice";

type Props = {
  caseId: string;
  /** Where to go afterwards, within the program. */
  after: string;
  scope?: string | undefined;
  partnerId?: string | undefined;
  isChild: boolean;
  partners: { id: string; name: string; type: PartnerType }[];
  languages: { value: string; label: string }[];
};

/** Writes down what the person said about sharing: with whom, which pieces, how it was explained. Nothing is ticked for them. */
export function ConsentForm({ caseId, after, isChild, partners, languages, ...given }: Props) {
  const t = useTranslations();
  const { send, busy, failure } = useCommand("consent.give");
  const [scope, setScope] = useState(given.scope ?? (given.partnerId ? "referral" : ""));
  const [partnerId, setPartnerId] = useState(given.partnerId ?? "");
  const [answer, setAnswer] = useState("");
  const [attempt, setAttempt] = useState(0);
  const errors = failure ? fieldSentences(t, failure) : {};
  const toRecipient = (recipientScopes as readonly string[]).includes(scope);
  const partner = partners.find(({ id }) => id === partnerId);
  const list = <Value extends string>(values: readonly Value[], name: string) =>
    values.map((value) => ({ value, label: t(`consents.${name}.${value}` as "consents.answer.given") }));

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const one = (name: string) => form.get(name) || undefined;
    setAttempt(attempt + 1);
    const done = await send({
      caseId,
      scope: scope || undefined,
      answer: answer || undefined,
      ...(toRecipient && { partnerId: partnerId || undefined, elements: form.getAll("elements") }),
      purpose: one("purpose"),
      language: one("language"),
      interpreter: form.get("interpreter") === "on",
      method: one("method"),
      capacity: one("capacity"),
    });
    if (done !== null) location.assign(after);
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-8">
      <ErrorSummary
        title={t("consents.screen.new.problem")}
        errors={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
        attempt={attempt}
      />
      {failure && Object.keys(errors).length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(t, failure)}
        </Notice>
      )}
      <Select
        name="scope"
        label={t("consents.screen.new.scope")}
        value={scope}
        onChange={(event) => setScope(event.target.value)}
        placeholder={t("consents.screen.new.scope")}
        options={list(consentScopes, "scope")}
        error={errors.scope}
      />
      {toRecipient && (
        <Select
          name="partnerId"
          label={t("consents.screen.new.partner")}
          value={partnerId}
          onChange={(event) => setPartnerId(event.target.value)}
          placeholder={t("consents.screen.new.partnerPick")}
          options={partners.map(({ id, name }) => ({ value: id, label: name }))}
          error={errors.partnerId}
        />
      )}
      <RadioGroup
        name="answer"
        legend={t("consents.screen.new.answer")}
        options={list(consentAnswers, "answer")}
        layout="row"
        onChange={(event) => setAnswer(event.target.value)}
        error={errors.answer}
      />
      {toRecipient && partner && answer === "given" && (
        <ElementChoice partnerType={partner.type} error={errors.elements} />
      )}
      <Select
        name="language"
        label={t("consents.screen.new.language")}
        options={languages}
        width="medium"
        error={errors.language}
      />
      <OptionRow type="checkbox" name="interpreter" label={t("consents.screen.new.interpreter")} />
      <RadioGroup
        name="method"
        legend={t("consents.screen.new.method")}
        options={list(isChild ? (["guardian_plus_child_assent"] as const) : consentMethods, "method")}
        error={errors.method}
      />
      <RadioGroup
        name="capacity"
        legend={t("consents.screen.new.capacity")}
        options={list(capacities, "capacity")}
        error={errors.capacity}
      />
      <TextArea
        name="purpose"
        label={t("consents.screen.new.purpose")}
        hint={t("consents.screen.new.purposeHint")}
        rows={2}
        maxLength={2000}
        error={errors.purpose}
      />
      <div>
        <Button busy={busy}>{t("consents.screen.new.save")}</Button>
      </div>
    </form>
  );
}
