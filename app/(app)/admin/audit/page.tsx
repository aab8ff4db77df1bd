import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AuditFilter } from "@/components/audit/audit-filter";
import { auditHref, auditQuestion } from "@/components/audit/audit-question";
import { AuditTable } from "@/components/audit/audit-table";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { listAudit } from "@/lib/audit/queries";
import { formatDate, startOfDay } from "@/lib/core/dates";
import { currentStaffFor, read } from "@/lib/core/page";
import { listUsers } from "@/lib/users/queries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit.page"))("title") };
}

export default async function AuditPage({ searchParams }: Props) {
  await currentStaffFor("audit.list");
  const question = auditQuestion(await searchParams);
  const { asked, wrong } = question;
  const [t, watch, locale, { users }, { events, next }] = await Promise.all([
    getTranslations("audit.page"),
    getTranslations("watch.screen"),
    getLocale(),
    read(listUsers, {}),
    wrong.size > 0 ? { events: [], next: null } : read(listAudit, asked),
  ]);
  const day = (date?: string) => (date ? formatDate(startOfDay(date), locale) : "none");
  const words = {
    kind: asked.kind ?? "none",
    caseCode: asked.caseCode ?? "none",
    actor: users.find(({ id }) => id === asked.actorId)?.name ?? "none",
  };
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
      {wrong.size > 0 ? (
        <Notice tone="attention">{t("wrong")}</Notice>
      ) : (
        <Section id="answer" title={t("question", { ...words, from: day(asked.from), to: day(asked.to) })}>
          <AuditTable caption={t("title")} rows={events} />
          <Pagination
            label={t("pages")}
            previous={
              asked.after
                ? { href: auditHref({ ...asked, after: undefined }), label: t("newest") }
                : undefined
            }
            next={next ? { href: auditHref({ ...asked, after: next }), label: t("older") } : undefined}
          />
        </Section>
      )}
    </Page>
  );
}
