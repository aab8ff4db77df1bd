import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseFrame } from "@/components/cases/case-frame";
import { NeedCards } from "@/components/needs/need-cards";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { getCase } from "@/lib/cases/reading/queries";
import { caseWorkflow } from "@/lib/cases/workflow";
import { read } from "@/lib/core/page";
import { listNeeds } from "@/lib/needs/queries";
import { needWorkflow } from "@/lib/needs/workflow";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("needs.screen"))("title") };
}

export default async function NeedsPage({ params }: Props) {
  const { caseId } = await params;
  const file = await read(getCase, { caseId });
  const [{ needs }, t] = await Promise.all([
    read(listNeeds, { caseId, limit: 100 }),
    getTranslations("needs.screen"),
  ]);
  const open = needs.filter(({ status }) => !needWorkflow[status].closed);
  const ended = needs.filter(({ status }) => needWorkflow[status].closed);
  const add = !caseWorkflow[file.status].closed && (
    <LinkButton href={`/cases/${caseId}/needs/new`} size="small">
      {t("add")}
    </LinkButton>
  );
  return (
    <CaseFrame file={file} section="needs">
      <Section title={t("open")} actions={add}>
        {open.length > 0 ? <NeedCards needs={open} /> : <Empty>{t("none")}</Empty>}
      </Section>
      {ended.length > 0 && (
        <Section title={t("ended")}>
          <NeedCards needs={ended} />
        </Section>
      )}
    </CaseFrame>
  );
}
