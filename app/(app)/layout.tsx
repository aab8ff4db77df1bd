import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { exitProps } from "@/components/shell/exit-props";
import { homeOf, navigationOf } from "@/components/shell/navigation";
import { AppShell } from "@/components/ui/app-shell";
import { currentStaff } from "@/lib/core/page";

/** The frame around every page of a signed-in person. It shows who is signed in; it authorizes nothing. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const [staff, t, exit, path] = await Promise.all([currentStaff(), getTranslations("shell"), exitProps(), pathNow()]);
  const items = navigationOf(staff.role);
  const here = [...items].sort((a, b) => b.href.length - a.href.length).find(({ href }) => path.startsWith(href));
  const nav = items.map((item) => ({ href: item.href, label: t(item.label), current: item === here }));
  return (
    <AppShell
      productName={t("productName")}
      homeHref={homeOf(staff.role)}
      skipLabel={t("skip")}
      navLabel={t("nav")}
      nav={nav}
      exit={exit}
    >
      {children}
    </AppShell>
  );
}

async function pathNow(): Promise<string> {
  return (await headers()).get("x-onward-path") ?? "";
}
