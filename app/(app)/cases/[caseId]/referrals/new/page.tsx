import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CheckStep } from "@/components/referrals/check-step";
import { ElementStep } from "@/components/referrals/element-step";
import { NeedStep } from "@/components/referrals/need-step";
import { PartnerStep } from "@/components/referrals/partner-step";
import { getCase } from "@/lib/cases/reading/queries";
import { read } from "@/lib/core/page";
import { previewReferral } from "@/lib/referrals/reading/queries";
import { suggestPartners } from "@/lib/referrals/suggesting/queries";

type Props = {
  params: Promise<{ caseId: string }>;
  searchParams: Promise<{ need?: string; partner?: string; elements?: string | string[]; check?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("referrals.screen"))("new") };
}

/** Four steps, each an address of its own: need, partner, what is shared, check and send. */
export default async function NewReferralPage({ params, searchParams }: Props) {
  const [{ caseId }, { need: needId, partner: partnerId, elements = [], check }] = await Promise.all([
    params,
    searchParams,
  ]);
  const file = await read(getCase, { caseId });
  const need = file.needs.find(({ id }) => id === needId);
  if (!need) return <NeedStep file={file} />;
  const fits = await read(suggestPartners, { needId: need.id });
  const partner = [...fits.suggested, ...fits.notSuggested].find((one) => one.partnerId === partnerId);
  if (!partner) return <PartnerStep file={file} need={need} fits={fits} />;
  const preview = await read(previewReferral, {
    caseId,
    needId: need.id,
    partnerId: partner.partnerId,
    elements: elements as never,
  });
  const step = { file, need, partner, preview };
  return check ? <CheckStep {...step} /> : <ElementStep {...step} />;
}
