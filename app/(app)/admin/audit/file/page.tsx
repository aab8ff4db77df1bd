import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuditFile } from "@/components/audit/audit-file";
import { auditHref, auditQuestion } from "@/components/audit/audit-question";
import { questionWords } from "@/components/audit/question-words";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { exportStateNow } from "@/lib/audit/exporting/queries";
import { currentStaffFor, read } from "@/lib/core/page";
import { listUsers } from "@/lib/users/queries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit.file"))("title") };
}

export default async function AuditFilePage({ searchParams }: Props) {
  await currentStaffFor("audit.export");
  const question = auditQuestion(await searchParams);
  if (question.wrong.size > 0 || question.missing) notFound();
  const { after: _after, ...scope } = question.asked;
  const [t, page, { users }, state] = await Promise.all([
    getTranslations("audit.file"),
    getTranslations("audit.page"),
    read(listUsers, {}),
    read(exportStateNow, {}),
  ]);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width="text"
      back={<BackLink href={auditHref(scope)}>{page("title")}</BackLink>}
    >
      <Section id="what" title={t("what")}>
        <p>{await questionWords(question, users)}</p>
      </Section>
      <Words of={["audit"]}>
        <AuditFile scope={scope} state={state} />
      </Words>
      <Section id="check" title={t("check")}>
        <p>{t("checkBy")}</p>
        <pre
          dir="ltr"
          className="overflow-x-auto rounded-md border border-divider bg-surface p-3 text-sm"
          tabIndex={0}
        >
          npm run audit:verify -- --export FILE.csv --keys audit-signing.pub
        </pre>
      </Section>
    </Page>
  );
}
