"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { OptionRow } from "@/components/ui/option-row";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import { formatPartialDate, type PartialDate } from "@/lib/core/dates";
import { type Revealable, type RevealReason, revealReasons } from "@/lib/people/schema";
import type { Wrong } from "./correction";
import { type Recorded, useRecorded } from "./use-recorded";

type Props = {
  caseId: string;
  own: boolean;
  kinds: readonly Revealable[];
  wrong: Wrong;
  onWrong: (wrong: Wrong) => void;
};

/** What is recorded and hidden, opened by a press with the reason; each value can be marked as wrong. */
export function CorrectRecorded({ caseId, own, kinds, wrong, onWrong }: Props) {
  const t = useTranslations("retention.screen.correct");
  const people = useTranslations("people.revealReason");
  const [reason, setReason] = useState<RevealReason | "">(own ? "own_case" : "");
  const { recorded, state, show, hide } = useRecorded(caseId, kinds);
  if (kinds.length === 0) return <p>{t("none")}</p>;
  return (
    <div className="flex flex-col gap-4">
      {!own && (
        <Select
          name="reason"
          label={t("why")}
          placeholder={t("whyChoose")}
          value={reason}
          onChange={(event) => setReason(event.target.value as RevealReason | "")}
          options={revealReasons
            .filter((value) => value !== "own_case")
            .map((value) => ({ value, label: people(value) }))}
        />
      )}
      <div>
        <Button
          type="button"
          variant="quiet"
          size="small"
          busy={state === "busy"}
          busyLabel={t("showBusy")}
          disabled={reason === ""}
          onClick={() => (recorded ? hide() : reason !== "" && void show(reason))}
        >
          {t(recorded ? "hide" : "show")}
        </Button>
      </div>
      <Status>{state === "hidden" ? t("hidden") : state === "failed" && t("failed")}</Status>
      {recorded && <Values recorded={recorded} wrong={wrong} onWrong={onWrong} />}
    </div>
  );
}

type Kind = Wrong extends ReadonlyMap<string, infer Of> ? Of : never;
type Value = { id: string; kind: Kind; label: ReactNode; hint?: string };

function Values({ recorded, wrong, onWrong }: Pick<Props, "wrong" | "onWrong"> & { recorded: Recorded }) {
  const t = useTranslations("retention.screen.correct");
  function mark({ id, kind }: Value, isWrong: boolean) {
    const others = [...wrong].filter(([known]) => known !== id);
    onWrong(new Map(isWrong ? [...others, [id, kind]] : others));
  }
  return useGroups(recorded)
    .filter(({ values }) => values.length > 0)
    .map(({ legend, values }) => (
      <fieldset key={legend} className="flex min-w-0 flex-col gap-2">
        <legend className="mb-1.5 font-semibold">{t("tick", { what: legend })}</legend>
        {values.map((value) => (
          <OptionRow
            key={value.id}
            id={`wrong-${value.id}`}
            type="checkbox"
            label={value.label}
            hint={value.hint}
            checked={wrong.has(value.id)}
            onChange={(event) => mark(value, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
    ));
}

function useGroups({ preferredName, names = [], contacts = [], documents = [], birthDate }: Recorded) {
  const [t, people] = [useTranslations("retention.screen.correct"), useTranslations("people")];
  const locale = useLocale();
  const called: Value[] = preferredName
    ? [
        {
          ...{ id: "preferredName", kind: "preferredName" },
          ...{ label: <Bdi>{preferredName}</Bdi>, hint: t("preferredName") },
        },
      ]
    : [];
  const born: Value[] = birthDate
    ? [{ id: "birthDate", kind: "birthDate", label: formatPartialDate(birthDate as PartialDate, locale) }]
    : [];
  const named = names.map(({ id, full, type }): Value => ({
    ...{ id, kind: "name", label: <Bdi>{full}</Bdi>, hint: people(`nameType.${type}`) },
  }));
  const reached = contacts.map(({ id, method, value }): Value => {
    const way = people(`contactMethod.${method}`);
    return value
      ? { id, kind: "contact", label: <Bdi dir="ltr">{value}</Bdi>, hint: way }
      : { id, kind: "contact", label: way };
  });
  const carried = documents.map(({ id, type, number }): Value => ({
    ...{ id, kind: "document", label: <Bdi dir="ltr">{number}</Bdi>, hint: people(`documentType.${type}`) },
  }));
  return [
    { legend: t("names"), values: [...called, ...named] },
    { legend: t("contacts"), values: reached },
    { legend: t("documents"), values: carried },
    { legend: t("birthDate"), values: born },
  ];
}
