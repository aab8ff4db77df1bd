import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditFilter } from "@/components/audit/audit-filter";
import { auditQuestion } from "@/components/audit/audit-question";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { currentStaffFor, read } from "@/lib/core/page";
import { listUsers } from "@/lib/users/queries";
import { AuditAnswer } from "./_answer";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit.page"))("title") };
}

export default async function AuditPage({ searchParams }: Props) {
  await currentStaffFor("audit.list");
  const question = auditQuestion(await searchParams);
  const { missing, wrong } = question;
  const [t, watch, { users }] = await Promise.all([
    getTranslations("audit.page"),
    getTranslations("watch.screen"),
    read(listUsers, {}),
  ]);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width="wide"
      actions={
        <>
          <LinkButton href="/admin/audit/seal" variant="quiet">
            {t("seal")}
          </LinkButton>
          <LinkButton href="/admin/watch" variant="quiet">
            {watch("settings")}
          </LinkButton>
        </>
      }
    >
      <AuditFilter question={question} staff={users} />
      {wrong.size > 0 && <Notice tone="attention">{t("wrong")}</Notice>}
      {missing && <Notice tone="info">{t(`missing.${missing as "caseCode" | "actorId"}`)}</Notice>}
      {wrong.size === 0 && !missing && <AuditAnswer question={question} staff={users} />}
    </Page>
  );
}
