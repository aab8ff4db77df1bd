import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ProvinceFigure } from "@/components/dashboard/province-figure";
import { SiteChoice } from "@/components/dashboard/site-choice";
import { WaitingPeople } from "@/components/dashboard/waiting-people";
import { WeekNumbers } from "@/components/dashboard/week-numbers";
import { Page } from "@/components/ui/page";
import { formatDateTime } from "@/lib/core/dates";
import { read } from "@/lib/core/page";
import { getCoordinatorDashboard } from "@/lib/dashboard/queries";

type Props = { searchParams: Promise<{ siteId?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard.screen"))("title") };
}

export default async function DashboardPage({ searchParams }: Props) {
  const { siteId } = await searchParams;
  const numbers = await read(getCoordinatorDashboard, { siteId: siteId || undefined });
  const [t, locale] = await Promise.all([getTranslations("dashboard.screen"), getLocale()]);
  return (
    <Page
      width="wide"
      title={t("title")}
      lead={t("asOf", { when: formatDateTime(new Date(numbers.asOf), locale) })}
      actions={numbers.sites.length > 1 && <SiteChoice sites={numbers.sites} chosen={numbers.siteId} />}
    >
      <WeekNumbers numbers={numbers} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-2">
        <ProvinceFigure provinces={numbers.byProvince} />
        <WaitingPeople people={numbers.waiting} now={new Date(numbers.asOf)} />
      </div>
    </Page>
  );
}
