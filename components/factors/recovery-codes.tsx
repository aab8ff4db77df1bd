"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";

/** The codes, as they are written down or printed. They are nowhere else. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("factors.setUp");
  return (
    <ol
      aria-label={t("codesList")}
      className="grid gap-x-8 gap-y-2 rounded-md border border-divider bg-surface px-4 py-3 sm:grid-cols-2"
    >
      {codes.map((code) => (
        <li key={code} className="font-semibold tabular-nums">
          <Bdi dir="ltr">{code}</Bdi>
        </li>
      ))}
    </ol>
  );
}

/** Print them, or say that they are kept. */
export function RecoveryCodeActions({ onKept }: { onKept: () => void }) {
  const t = useTranslations("factors.setUp");
  return (
    <div className="flex flex-wrap gap-3">
      <Button type="button" onClick={onKept}>
        {t("kept")}
      </Button>
      <Button type="button" variant="quiet" onClick={() => window.print()}>
        {t("print")}
      </Button>
    </div>
  );
}

/** Screens that replace one another in place: the new one is read from its heading. */
export function useFreshScreen(): void {
  useEffect(() => {
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus();
  }, []);
}
