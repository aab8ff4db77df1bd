"use client";

import { useTranslations } from "next-intl";
import { Page } from "@/components/ui/page";
import { RecoveryCodeActions, RecoveryCodeList, useFreshScreen } from "./recovery-codes";

/** Third of three screens: what to keep for the day when the phone is gone. */
export function CodesScreen({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useTranslations("factors.setUp");
  useFreshScreen();
  return (
    <Page caption={t("step", { step: 3 })} title={t("codesTitle")} lead={t("codesLead")} width="text">
      <RecoveryCodeList codes={codes} />
      <RecoveryCodeActions onKept={onKept} />
    </Page>
  );
}
