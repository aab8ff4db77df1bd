import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActPage } from "@/components/retention/act-page";
import { ExtendHoldForm, LiftHoldForm, PlaceHoldForm } from "@/components/retention/hold-form";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { longestHoldMonths } from "@/lib/retention/holding/schema";
import { daysWithin } from "@/components/retention/days-within";
import { keptFor } from "../_kept";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.kept"))("hold") };
}

export default async function HoldPage({ params }: Props) {
  const { caseId } = await params;
  const { code, now, hold, erasure } = await keptFor(caseId, "placeHold", "reviewHold");
  const t = await getTranslations("retention.screen.hold");
  const days = daysWithin(now, longestHoldMonths);
  if (!hold) {
    return (
      <ActPage caseId={caseId} code={code} title={t("title")} lead={t("lead")}>
        {erasure?.status === "proposed" && <Notice tone="attention">{t("stops")}</Notice>}
        <PlaceHoldForm caseId={caseId} days={days} />
      </ActPage>
    );
  }
  return (
    <ActPage caseId={caseId} code={code} title={t("reviewTitle")} lead={t("reviewLead")}>
      <Section id="extend" title={t("extend")}>
        <ExtendHoldForm caseId={caseId} hold={hold} days={days} />
      </Section>
      <Section id="lift" title={t("lift")} lead={t("liftLead")}>
        <LiftHoldForm caseId={caseId} hold={hold} />
      </Section>
    </ActPage>
  );
}
