import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActPage } from "@/components/retention/act-page";
import { daysWithin } from "@/components/retention/days-within";
import { KeepForm } from "@/components/retention/keep-form";
import { longestKeepMonths } from "@/lib/retention/reviewing/schema";
import { keptFor } from "../_kept";

type Props = { params: Promise<{ caseId: string }>; searchParams: Promise<{ from?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.keep"))("title") };
}

export default async function KeepPage({ params, searchParams }: Props) {
  const [{ caseId }, { from }] = await Promise.all([params, searchParams]);
  const { code, now, version } = await keptFor(caseId, "keep");
  const t = await getTranslations("retention.screen.keep");
  const days = daysWithin(now, longestKeepMonths);
  return (
    <ActPage caseId={caseId} code={code} from={from} title={t("title")} lead={t("lead")}>
      <KeepForm caseId={caseId} version={version} from={from} days={days} />
    </ActPage>
  );
}
