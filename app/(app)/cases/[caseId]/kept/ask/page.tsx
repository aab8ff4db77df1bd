import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActPage } from "@/components/retention/act-page";
import { AskForm } from "@/components/retention/ask-form";
import { dayOf, formatDate, startOfDay } from "@/lib/core/dates";
import { answerDays } from "@/lib/retention/requesting/schema";
import { keptFor } from "../_kept";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.ask"))("title") };
}

export default async function AskPage({ params }: Props) {
  const { caseId } = await params;
  const { code, now } = await keptFor(caseId, "receiveRequest");
  const [t, locale] = await Promise.all([getTranslations("retention.screen.ask"), getLocale()]);
  const due = startOfDay(dayOf(new Date(now)), answerDays);
  return (
    <ActPage caseId={caseId} code={code} title={t("title")} lead={t("lead")}>
      <AskForm caseId={caseId} due={t("due", { when: formatDate(due, locale) })} />
    </ActPage>
  );
}
