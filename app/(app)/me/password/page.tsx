import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { read } from "@/lib/core/page";
import { getMe } from "@/lib/users/queries";
import { ChangePasswordForm } from "./_change-password-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.password"))("title") };
}

export default async function PasswordPage() {
  const [me, t] = await Promise.all([read(getMe, {}), getTranslations("users")]);
  return (
    <Page
      title={t("password.title")}
      lead={t("password.lead")}
      width="text"
      back={<BackLink href="/me">{t("me.title")}</BackLink>}
    >
      <Words of={["users"]}>
        <ChangePasswordForm email={me.email} />
      </Words>
    </Page>
  );
}
