import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReferralActions } from "@/components/referrals/referral-actions";
import { ReferralFacts } from "@/components/referrals/referral-facts";
import { SharedElements } from "@/components/referrals/shared-elements";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { Columns } from "@/components/ui/columns";
import { Page } from "@/components/ui/page";
import { StatusTag } from "@/components/ui/status-tag";
import { read } from "@/lib/core/page";
import { getReferral, previewReferral } from "@/lib/referrals/reading/queries";
import { referralWorkflow } from "@/lib/referrals/workflow";

type Props = { params: Promise<{ referralId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("referrals.screen"))("title") };
}

export default async function ReferralPage({ params }: Props) {
  const { referralId } = await params;
  const referral = await read(getReferral, { referralId });
  const unsent = referralWorkflow[referral.status].group === "draft";
  const { caseId, needId, partnerId, elements } = referral;
  const preview = unsent ? await read(previewReferral, { caseId, needId, partnerId, elements }) : null;
  const [t, shell] = await Promise.all([getTranslations("referrals"), getTranslations("shell")]);
  return (
    <Page
      width="wide"
      back={<BackLink href={`/cases/${caseId}/referrals`}>{shell("back")}</BackLink>}
      caption={<a href={`/cases/${caseId}`}>{t("screen.detail.case", { code: referral.caseCode })}</a>}
      title={<Bdi>{referral.partnerName}</Bdi>}
      lead={referral.needLabel}
      tags={
        <>
          <StatusTag tone={referralWorkflow[referral.status].tone}>
            {t(`status.${referral.status}`)}
          </StatusTag>
          {referral.late && <StatusTag tone="act">{t("screen.late")}</StatusTag>}
        </>
      }
    >
      <Columns aside={<ReferralFacts referral={referral} />}>
        {referral.answer && (
          <Card title={t("screen.detail.answer")}>
            <Bdi>{referral.answer}</Bdi>
          </Card>
        )}
        {referral.feedback && (
          <Card title={t("screen.detail.feedback")}>
            <Bdi>{referral.feedback}</Bdi>
          </Card>
        )}
        <ReferralActions referral={referral} preview={preview} />
        <Card title={t(unsent ? "screen.detail.willShare" : "screen.detail.shared")}>
          <SharedElements elements={referral.shared ?? preview?.elements ?? []} />
        </Card>
        {referral.message && (
          <Card title={t("screen.detail.message")}>
            <Bdi>{referral.message}</Bdi>
          </Card>
        )}
      </Columns>
    </Page>
  );
}
