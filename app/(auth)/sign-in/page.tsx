import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { signedInStaff } from "@/lib/core/page";
import { hasDemoOrganisation } from "@/lib/core/demo";
import { PasskeyButton } from "./_passkey-button";
import { SignInForm } from "./_sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.signIn"))("title") };
}

export default async function SignInPage() {
  if (await signedInStaff()) redirect("/");
  const [t, passkeys, demo] = await Promise.all([
    getTranslations("shell.signIn"),
    getTranslations("factors.signIn"),
    hasDemoOrganisation(),
  ]);
  const words = {
    email: t("email"),
    password: t("password"),
    submit: t("submit"),
    busy: t("busy"),
    wrong: t("wrong"),
    slow: t("slow"),
    failed: t("failed"),
  };
  return (
    <Page title={t("title")} lead={t("lead")} width="text">
      <SignInForm words={words} />
      <PasskeyButton
        words={{
          passkey: passkeys("passkey"),
          busy: passkeys("busy"),
          wrong: passkeys("wrong"),
          unsupported: passkeys("unsupported"),
          slow: t("slow"),
          failed: t("failed"),
        }}
      />
      {demo && <Notice tone="neutral">{t("demo")}</Notice>}
    </Page>
  );
}
