"use client";

import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/forms/command-form";
import { AgreeForm } from "./agree-form";

type Props = { erasureId: string; version: number };

/** The second person agrees, and the record is gone. */
export function ConfirmForm({ erasureId, version }: Props) {
  const t = useTranslations("retention.screen.decide");
  return (
    <AgreeForm
      command="erasure.confirm"
      body={{ erasureId, version }}
      words={{ agreeLegend: t("agreeLegend"), agree: t("agree"), agreeFirst: t("agreeFirst") }}
      submitLabel={t("confirm")}
      busyLabel={t("confirming")}
      onDone={() => location.reload()}
    />
  );
}

/** It is not to be erased after all. */
export function CancelForm({ erasureId, version, mine }: Props & { mine: boolean }) {
  const t = useTranslations("retention.screen.decide");
  return (
    <CommandForm
      command="erasure.cancel"
      body={() => ({ erasureId, version })}
      submitLabel={t(mine ? "takeBack" : "cancel")}
      busyLabel={t("cancelling")}
      quiet
      onDone={() => location.reload()}
    />
  );
}
