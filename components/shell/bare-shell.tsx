import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppShell } from "@/components/ui/app-shell";
import { exitProps } from "./exit-props";

/** The frame of pages without a signed-in person: the neutral name and the way out, nothing else. */
export async function BareShell({ children }: { children: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <AppShell
      productName={t("productName")}
      homeHref="/"
      skipLabel={t("skip")}
      navLabel={t("nav")}
      exit={await exitProps()}
    >
      {children}
    </AppShell>
  );
}
