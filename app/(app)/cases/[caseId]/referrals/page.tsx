import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseFrame } from "@/components/cases/case-frame";
import { ReferralTable } from "@/components/referrals/referral-table";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { getCase } from "@/lib/cases/reading/queries";
import { caseWorkflow } from "@/lib/cases/workflow";
import { read } from "@/lib/core/page";
import { listReferrals } from "@/lib/referrals/queries";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("referrals.screen"))("title") };
}

export default async function CaseReferralsPage({ params }: Props) {
  const { caseId } = await params;
  const file = await read(getCase, { caseId });
  const [{ referrals }, t] = await Promise.all([
    read(listReferrals, { caseId, group: "all", limit: 100 }),
    getTranslations("referrals.screen"),
  ]);
  const ask = !caseWorkflow[file.status].closed && (
    <LinkButton href={`/cases/${caseId}/referrals/new`} size="small">
      {t("new")}
    </LinkButton>
  );
  return (
    <CaseFrame file={file} section="referrals">
      <Section title={t("title")} actions={ask}>
        <ReferralTable referrals={referrals} empty={t("none")} now={new Date()} />
      </Section>
    </CaseFrame>
  );
}
