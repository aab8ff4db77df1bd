import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseFrame } from "@/components/cases/case-frame";
import { DoneNotice } from "@/components/retention/done-notice";
import { KeptActions } from "@/components/retention/kept-actions";
import { KeptReasons } from "@/components/retention/kept-reasons";
import { KeptState } from "@/components/retention/kept-state";
import { KeptTable } from "@/components/retention/kept-table";
import { RequestList } from "@/components/retention/request-list";
import { Section } from "@/components/ui/section";
import { canWorkOn } from "@/lib/cases/policy";
import { getCase } from "@/lib/cases/reading/queries";
import { currentStaff, read } from "@/lib/core/page";
import { getKeptOfCase } from "@/lib/retention/reviewing/queries";

type Props = { params: Promise<{ caseId: string }>; searchParams: Promise<{ done?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.kept"))("title") };
}

export default async function KeptPage({ params, searchParams }: Props) {
  const [{ caseId }, { done }, staff] = await Promise.all([params, searchParams, currentStaff()]);
  const file = await read(getCase, { caseId });
  const kept = await read(getKeptOfCase, { caseId });
  const t = await getTranslations("retention.screen.kept");
  const mayCorrect = canWorkOn(staff, file);
  return (
    <CaseFrame file={file} section="kept">
      <DoneNotice done={done} />
      <KeptState kept={kept} />
      <Section id="what" title={t("title")} lead={t("lead")}>
        <KeptTable file={file} kept={kept} />
        <h3>{t("why")}</h3>
        <KeptReasons kept={kept} />
      </Section>
      <Section id="asked" title={t("requests")} lead={t("requestsLead")}>
        <RequestList kept={kept} mayCorrect={mayCorrect} />
      </Section>
      <Section id="can" title={t("can")}>
        <KeptActions kept={kept} mayCorrect={mayCorrect} />
      </Section>
    </CaseFrame>
  );
}
