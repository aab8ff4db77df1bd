import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/ui/page";
import { SignInForm } from "./_sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.signIn"))("title") };
}

export default async function SignInPage() {
  const t = await getTranslations("shell.signIn");
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
    <Page title={t("title")} width="text">
      <SignInForm words={words} />
    </Page>
  );
}
