import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseFrame } from "@/components/cases/case-frame";
import { ConsentCards } from "@/components/consents/consent-cards";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { getCase } from "@/lib/cases/reading/queries";
import { caseWorkflow } from "@/lib/cases/workflow";
import { listConsents } from "@/lib/consents/queries";
import { read } from "@/lib/core/page";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("consents.screen"))("title") };
}

export default async function ConsentPage({ params }: Props) {
  const { caseId } = await params;
  const file = await read(getCase, { caseId });
  const [{ consents }, t] = await Promise.all([
    read(listConsents, { caseId }),
    getTranslations("consents.screen"),
  ]);
  const ask = !caseWorkflow[file.status].closed && (
    <LinkButton href={`/cases/${caseId}/consent/new`} size="small">
      {t("ask")}
    </LinkButton>
  );
  return (
    <CaseFrame file={file} section="consent">
      <Section title={t("title")} lead={t("lead")} actions={ask}>
        {consents.length > 0 ? (
          <ConsentCards caseId={caseId} consents={consents} />
        ) : (
          <Empty>{t("none")}</Empty>
        )}
      </Section>
    </CaseFrame>
  );
}
