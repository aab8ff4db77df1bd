import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { SummaryList } from "@/components/ui/summary-list";
import { type Area, areas } from "@/components/users/areas";
import { currentStaff } from "@/lib/core/page";
import { grantKinds, roles } from "@/lib/users/schema";
import { PermissionTable } from "./_permission-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.matrix"))("title") };
}

export default async function PermissionsPage() {
  await currentStaff();
  const t = await getTranslations("users");
  return (
    <Page
      title={t("matrix.title")}
      lead={t("matrix.lead")}
      width="wide"
      back={<BackLink href="/me">{t("me.title")}</BackLink>}
    >
      <Section id="roles" title={t("matrix.roles")}>
        <SummaryList
          rows={roles.map((role) => ({
            key: role,
            label: t(`role.${role}`),
            value: t(`roleExplained.${role}`),
          }))}
        />
      </Section>
      <Section id="grants" title={t("matrix.grants")}>
        <SummaryList
          rows={grantKinds.map((kind) => ({
            key: kind,
            label: t(`grant.${kind}`),
            value: t(`grantExplained.${kind}`),
          }))}
        />
      </Section>
      {(Object.keys(areas) as Area[]).map((area) => (
        <Section key={area} id={area} title={t(`me.area.${area}`)}>
          <PermissionTable area={area} />
        </Section>
      ))}
    </Page>
  );
}
