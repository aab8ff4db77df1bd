"use client";

import { useTranslations } from "next-intl";
import { CommandForm, given } from "@/components/forms/command-form";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { holdBases, type HoldOut } from "@/lib/retention/holding/schema";
import { hrefAfter } from "./addresses";
import { DayField, type Days, instantOf } from "./day-field";

/** Places a legal hold: on what ground, what the lawyer said, and when it is looked at again. */
export function PlaceHoldForm({ caseId, days }: { caseId: string; days: Days }) {
  const t = useTranslations("retention");
  return (
    <CommandForm
      command="hold.place"
      missing={(form) => ({
        basis: form.get("basis") ? undefined : t("screen.hold.basisMissing"),
        ...noDay(form, t("screen.hold.dayMissing")),
      })}
      body={(form) => ({
        caseId,
        basis: given(form, "basis"),
        reason: given(form, "reason"),
        reviewAt: instantOf(form, "reviewAt"),
      })}
      submitLabel={t("screen.hold.save")}
      busyLabel={t("screen.hold.busy")}
      onDone={() => location.assign(hrefAfter(caseId, "hold"))}
    >
      {(errors) => (
        <>
          <RadioGroup
            name="basis"
            legend={t("screen.hold.basis")}
            options={holdBases.map((value) => ({ value, label: t(`holding.basis.${value}`) }))}
            error={errors.basis}
          />
          <TextArea
            name="reason"
            label={t("screen.hold.reason")}
            optional={t("screen.ask.optional")}
            hint={t("screen.hold.reasonHint")}
            rows={3}
            maxLength={2000}
            error={errors.reason}
          />
          <DayField
            name="reviewAt"
            label={t("screen.hold.reviewAt")}
            hint={t("screen.hold.reviewHint")}
            days={days}
            error={errors.reviewAt}
          />
        </>
      )}
    </CommandForm>
  );
}

type Reviewed = { caseId: string; hold: Pick<HoldOut, "holdId" | "version"> };

/** The hold is still needed: until when it is looked at again. */
export function ExtendHoldForm({ caseId, hold: { holdId, version }, days }: Reviewed & { days: Days }) {
  const t = useTranslations("retention");
  return (
    <CommandForm
      command="hold.extend"
      missing={(form) => noDay(form, t("screen.hold.dayMissing"))}
      body={(form) => ({ holdId, version, reviewAt: instantOf(form, "reviewAt") })}
      submitLabel={t("screen.hold.extendSave")}
      busyLabel={t("screen.keep.busy")}
      onDone={() => location.assign(hrefAfter(caseId, "extend"))}
    >
      {({ reviewAt }) => (
        <DayField
          name="reviewAt"
          label={t("screen.hold.reviewAt")}
          hint={t("screen.hold.reviewHint")}
          days={days}
          error={reviewAt}
        />
      )}
    </CommandForm>
  );
}

/** The hold is no longer needed. */
export function LiftHoldForm({ caseId, hold: { holdId, version } }: Reviewed) {
  const t = useTranslations("retention.screen.hold");
  return (
    <CommandForm
      command="hold.lift"
      body={() => ({ holdId, version })}
      submitLabel={t("liftSave")}
      busyLabel={t("lifting")}
      quiet
      onDone={() => location.assign(hrefAfter(caseId, "lift"))}
    />
  );
}

function noDay(form: FormData, words: string) {
  return { reviewAt: instantOf(form, "reviewAt") ? undefined : words };
}
