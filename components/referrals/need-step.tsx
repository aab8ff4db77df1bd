import { useLocale, useTranslations } from "next-intl";
import { BackLink } from "@/components/ui/back-link";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import type { CaseOut } from "@/lib/cases/reading/schema";
import type { NeedStatus } from "@/lib/needs/schema";
import { needWorkflow } from "@/lib/needs/workflow";

/** First step of a referral: which need a partner is asked to meet. */
export function NeedStep({ file }: { file: CaseOut }) {
  const [t, shell, locale] = [useTranslations("referrals.screen"), useTranslations("shell"), useLocale()];
  const needs = file.needs.filter(({ status }) =>
    needWorkflow[status as NeedStatus].next.includes("referred"),
  );
  return (
    <Page
      width="text"
      back={<BackLink href={`/cases/${file.id}/referrals`}>{shell("back")}</BackLink>}
      caption={file.code}
      title={t("create.needTitle")}
    >
      {needs.length === 0 && (
        <Empty action={<LinkButton href={`/cases/${file.id}/needs/new`}>{t("create.addNeed")}</LinkButton>}>
          {t("create.needNone")}
        </Empty>
      )}
      <ul className="flex flex-col gap-3">
        {needs.map(({ id, labels }) => (
          <li key={id}>
            <Card
              level={2}
              title={labels[locale] ?? labels.en}
              actions={
                <LinkButton href={`/cases/${file.id}/referrals/new?need=${id}`} size="small">
                  {t("new")}
                </LinkButton>
              }
            />
          </li>
        ))}
      </ul>
    </Page>
  );
}
