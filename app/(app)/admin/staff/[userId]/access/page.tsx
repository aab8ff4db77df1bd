import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { PermissionAreas } from "@/components/users/permission-areas";
import { RoleSentence } from "@/components/users/role-sentence";
import { currentStaffAs, read } from "@/lib/core/page";
import { seeAccess } from "@/lib/users/seeing/queries";
import { ReachFacts } from "./_reach-facts";

type Props = { params: Promise<{ userId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.reach"))("tab") };
}

export default async function ReachPage({ params }: Props) {
  await currentStaffAs("administrator");
  const { userId } = await params;
  const [reach, t] = await Promise.all([read(seeAccess, { userId }), getTranslations("users.reach")]);
  return (
    <Page
      title={<Bdi>{t("title", { name: reach.name })}</Bdi>}
      lead={t("lead")}
      back={<BackLink href={`/admin/staff/${userId}`}>{reach.name}</BackLink>}
    >
      {!reach.open && <Notice tone="neutral">{t("closed")}</Notice>}
      {reach.role === "administrator" && <Notice tone="restricted">{t("noContent")}</Notice>}
      <RoleSentence {...reach} />
      <ReachFacts reach={reach} />
      <Section id="verbs" title={t("verbs")}>
        <PermissionAreas permissions={reach.permissions} />
      </Section>
    </Page>
  );
}
