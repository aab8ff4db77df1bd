import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { factorWords } from "@/components/factors/factor-words";
import { ResetNotice } from "@/components/factors/reset-notice";
import { SignOut } from "@/components/shell/sign-out";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { readBeforeSecondFactor } from "@/lib/core/page";
import { codesAtOnce } from "@/lib/users/factors/schema";
import { listFactors } from "@/lib/users/factors/queries";
import { getMe } from "@/lib/users/queries";
import { Show } from "./_show";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("factors.show"))("title") };
}

/** The second step of signing in. Who has nothing to show yet is led to setting it up. */
export default async function SecondFactorPage() {
  const [me, own, t, words] = await Promise.all([
    readBeforeSecondFactor(getMe, {}),
    readBeforeSecondFactor(listFactors, {}),
    getTranslations("factors.show"),
    factorWords(),
  ]);
  if (own.step === "in") redirect("/");
  if (own.step === "set_up") redirect("/second-factor/set-up");
  if (own.step === "add_passkey") redirect("/second-factor/set-up/passkey");
  const { totp, passkeys, recoveryCodes } = own;
  const ways = { passkey: passkeys.length > 0, totp: totp !== null, recovery: recoveryCodes.left > 0 };
  const counts = Array.from({ length: codesAtOnce }, (_, count) => t("used", { count }));
  const used = { left: counts, goOn: t("goOn") };
  return (
    <>
      <ResetNotice reset={me.factorReset} />
      <Page title={t("title")} lead={t("lead")} width="text">
        <Show words={words} ways={ways} used={used}>
          <p className="text-sm text-ink-2">{t("lost")}</p>
          <div className="-mx-2">
            <SignOut
              userId={me.userId}
              className={buttonClasses("plain")}
              words={{ label: t("signOut"), busy: t("signingOut"), failed: t("signOutFailed") }}
            />
          </div>
          {me.isDemo && <Notice tone="neutral">{t("demo")}</Notice>}
        </Show>
      </Page>
    </>
  );
}
