"use client";

import { useTranslations } from "next-intl";
import { OptionRow } from "@/components/ui/option-row";
import { RadioGroup } from "@/components/ui/radio-group";
import { StatusTag } from "@/components/ui/status-tag";
import { TextArea } from "@/components/ui/text-area";
import { type NeedType, personAgrees } from "@/lib/needs/schema";

type Props = {
  type: NeedType;
  isOpen: boolean;
  chosen: boolean;
  error?: string | undefined;
  onToggle: (on: boolean) => void;
};

/** One kind of need: a box to tick and, once ticked, what has to be known about it. */
export function NeedRowField({ type, isOpen, chosen, error, onToggle }: Props) {
  const t = useTranslations("needs");
  const { code, label, defaultUrgency, raiseLabel } = type;
  if (isOpen) {
    return (
      <p className="flex flex-wrap items-center justify-between gap-2 px-4 py-3 text-ink-2">
        {label} <StatusTag tone="info">{t("screen.new.open")}</StatusTag>
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <OptionRow
        type="checkbox"
        id={`need-${code}`}
        name="needs"
        value={code}
        label={label}
        hint={t("screen.new.urgency", { urgency: t(`urgency.${defaultUrgency}`) })}
        checked={chosen}
        aria-describedby={error ? `need-${code}-error` : undefined}
        onChange={(event) => onToggle(event.target.checked)}
      />
      {error && (
        <p id={`need-${code}-error`} className="font-semibold text-error">
          {error}
        </p>
      )}
      {chosen && (
        <div className="flex flex-col gap-4 border-s-3 border-primary ps-4 pb-3">
          {raiseLabel && (
            <OptionRow
              type="checkbox"
              name={`raised-${code}`}
              label={t("screen.new.raised", { condition: raiseLabel })}
              hint={t("screen.new.raisedHint")}
            />
          )}
          <RadioGroup
            name={`agrees-${code}`}
            legend={t("screen.new.agree")}
            layout="row"
            options={personAgrees.map((value) => ({ value, label: t(`personAgrees.${value}`) }))}
          />
          <TextArea
            name={`detail-${code}`}
            label={t("screen.new.detail")}
            hint={t("screen.new.detailHint")}
            rows={2}
            maxLength={2000}
          />
        </div>
      )}
    </div>
  );
}
