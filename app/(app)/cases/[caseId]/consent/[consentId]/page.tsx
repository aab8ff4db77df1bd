import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { WithdrawForm } from "@/components/consents/withdraw-form";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { listConsents } from "@/lib/consents/queries";
import { read } from "@/lib/core/page";

type Props = { params: Promise<{ caseId: string; consentId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("consents.screen.withdraw"))("title") };
}

export default async function WithdrawPage({ params }: Props) {
  const { caseId, consentId } = await params;
  const { consents } = await read(listConsents, { caseId });
  const consent = consents.find(({ id, state }) => id === consentId && state === "live");
  if (!consent) notFound();
  const [t, shell] = await Promise.all([getTranslations("consents"), getTranslations("shell")]);
  return (
    <Page
      width="text"
      back={<BackLink href={`/cases/${caseId}/consent`}>{shell("back")}</BackLink>}
      caption={consent.partnerName ?? t(`scope.${consent.scope}`)}
      title={t("screen.withdraw.title")}
      lead={t("screen.withdraw.lead")}
    >
      <Words of={["consents"]}>
        <WithdrawForm caseId={caseId} consentId={consentId} version={consent.version} />
      </Words>
    </Page>
  );
}
