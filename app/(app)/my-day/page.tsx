import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { partOfDay } from "@/components/day/greeting";
import { LaterList, WaitingList } from "@/components/day/other-lists";
import { TodayList } from "@/components/day/today-list";
import { DraftList } from "@/components/intake/draft-list";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { formatWeekday } from "@/lib/core/dates";
import { currentStaffFor, read } from "@/lib/core/page";
import { isPermitted } from "@/lib/core/permissions";
import { getDay } from "@/lib/day/queries";
import { listSites } from "@/lib/organisations/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("day.screen"))("title") };
}

export default async function MyDayPage() {
  const staff = await currentStaffFor("day.get");
  const [day, { sites }, t, locale] = await Promise.all([
    read(getDay, {}),
    read(listSites, {}),
    getTranslations("day.screen"),
    getLocale(),
  ]);
  const now = new Date(day.now);
  const mine = new Set(staff.memberships.map(({ siteId }) => siteId));
  const places = sites.filter(({ id }) => mine.has(id)).map(({ name }) => name);
  const worksOnCases = isPermitted(staff, "case.list");
  const calm = [...day.tasks, ...day.needs, ...day.referrals].every(({ late }) => !late);
  return (
    <Page
      title={t(`greeting.${partOfDay(now)}`, { name: staff.displayName })}
      lead={[formatWeekday(now, locale), ...places].join(" · ")}
    >
      <div className="flex flex-wrap gap-2">
        {isPermitted(staff, "case.register") && <LinkButton href="/people/new">{t("new")}</LinkButton>}
        {worksOnCases && (
          <LinkButton href="/people" variant="quiet">
            {t("find")}
          </LinkButton>
        )}
      </div>
      {(worksOnCases || day.tasks.length > 0) && <TodayList day={day} />}
      {day.drafts.length > 0 && (
        <Section id="drafts" title={t("drafts", { count: day.drafts.length })}>
          <DraftList drafts={day.drafts} />
        </Section>
      )}
      <WaitingList waiting={day.waiting} now={now} />
      <LaterList later={day.later} />
      <p className="text-ink-2">
        {calm && `${t("calm")} `}
        {t("care")}
      </p>
    </Page>
  );
}
