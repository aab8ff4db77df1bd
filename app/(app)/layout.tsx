import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ResetNotice } from "@/components/factors/reset-notice";
import { StepUp } from "@/components/factors/step-up";
import { exitProps } from "@/components/shell/exit-props";
import { homeOf, navigationOf } from "@/components/shell/navigation";
import { SessionWatch } from "@/components/shell/session-watch";
import { themeCookie, themeOf } from "@/components/shell/theme";
import { UserMenu } from "@/components/shell/user-menu";
import { AppShell } from "@/components/ui/app-shell";
import { currentStaff, read } from "@/lib/core/page";
import { getMe } from "@/lib/users/queries";

/** The frame around every page of a signed-in person. It shows who is signed in; it authorizes nothing. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const [staff, me, t, exit, jar] = await Promise.all([
    currentStaff(),
    read(getMe, {}),
    getTranslations("shell"),
    exitProps(),
    cookies(),
  ]);
  const { bar, menu } = navigationOf(staff);
  const nav = bar.map(({ href, label, covers, phone }) => ({ href, label: t(label), covers, phone }));
  const more = menu.map(({ href, label }) => ({ href, label: t(label) }));
  const words = {
    oneMinute: t("session.oneMinute"),
    twoMinutes: t("session.twoMinutes"),
    why: t("session.why"),
    stay: t("session.stay"),
    dayOver: t("session.dayOver"),
    overTitle: t("session.overTitle"),
    overBody: t("session.overBody"),
    overTyped: t("session.overTyped"),
    signIn: t("signIn.submit"),
  };
  return (
    <AppShell
      productName={t("productName")}
      homeHref={homeOf(staff)}
      skipLabel={t("skip")}
      navLabel={t("nav")}
      nav={nav}
      exit={exit}
      menu={<UserMenu me={me} more={more} theme={themeOf(jar.get(themeCookie)?.value)} />}
    >
      <ResetNotice reset={me.factorReset} />
      {children}
      <StepUp />
      <SessionWatch
        userId={me.userId}
        left={Date.parse(me.sessionExpires) - Date.parse(me.now)}
        words={words}
        exit={{ label: exit.label, href: exit.href }}
      />
    </AppShell>
  );
}
