import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { TokenTable } from "@/components/users/token-table";
import { currentStaff, read } from "@/lib/core/page";
import { permissionsForTokens } from "@/lib/users/tokens/policy";
import { listTokens } from "@/lib/users/tokens/queries";
import { TokenForm } from "./_token-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.tokens"))("manage") };
}

export default async function TokensPage() {
  const staff = await currentStaff();
  const [{ tokens }, t, verbs] = await Promise.all([
    read(listTokens, {}),
    getTranslations("users"),
    getTranslations("permissions"),
  ]);
  const options = permissionsForTokens(staff).map((value) => ({
    value,
    label: verbs(value as never),
    hint: value,
  }));
  return (
    <Page
      title={t("tokens.title")}
      lead={t("tokens.lead")}
      width="text"
      back={<BackLink href="/me">{t("me.title")}</BackLink>}
    >
      <Words of={["users"]}>
        <TokenTable tokens={tokens} />
        <Section id="new" title={t("tokens.newTitle")}>
          <TokenForm options={options} />
        </Section>
      </Words>
    </Page>
  );
}
