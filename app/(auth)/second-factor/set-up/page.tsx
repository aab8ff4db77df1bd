import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { factorsToAddTo } from "./_own-step";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("factors.setUp"))("tab") };
}

/** First of three screens: why, and which. */
export default async function SetUpPage() {
  const [own, t] = await Promise.all([factorsToAddTo(), getTranslations("factors.setUp")]);
  if (own.step === "add_passkey") redirect("/second-factor/set-up/passkey");
  return (
    <Page caption={t("step", { step: 1 })} title={t("whyTitle")} lead={t("whyLead")} width="text">
      <h2>{t("which")}</h2>
      <Card title={t("passkeyTitle")}>
        <p>{t("passkeyBody")}</p>
        <div className="pt-3">
          <LinkButton href="/second-factor/set-up/passkey">{t("passkeyAction")}</LinkButton>
        </div>
      </Card>
      {own.needsPasskey ? (
        <p className="text-sm text-ink-2">{t("needsPasskey")}</p>
      ) : (
        <Card title={t("appTitle")}>
          <p>{t("appBody")}</p>
          <div className="pt-3">
            <LinkButton href="/second-factor/set-up/app" variant="quiet">
              {t("appAction")}
            </LinkButton>
          </div>
        </Card>
      )}
    </Page>
  );
}
