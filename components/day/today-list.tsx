import { getLocale, getTranslations } from "next-intl/server";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { formatDue, relativeDue } from "@/lib/core/dates";
import type { Day, DayNeed, DayReferral } from "@/lib/day/schema";
import { Announcement } from "./announcement";
import { DayCard } from "./day-card";
import { TaskCard } from "./task-card";

/** What today asks of me, in the order in which to do it. */
export async function TodayList({ day: { tasks, needs, referrals, now } }: { day: Day }) {
  const t = await getTranslations("day.screen");
  const count = tasks.length + needs.length + referrals.length;
  const clock = new Date(now);
  return (
    <Section id="today" title={t("today", { count })}>
      <Announcement />
      {count === 0 && (
        <Empty
          action={
            <LinkButton href="/people?assignee=me" variant="quiet">
              {t("people")}
            </LinkButton>
          }
        >
          {t("nothing")}
        </Empty>
      )}
      <ul className="grid gap-2.5 empty:hidden lg:grid-cols-2">
        {tasks.map((task) => (
          <li key={task.id}>
            <TaskCard task={task} now={clock} />
          </li>
        ))}
        {needs.map((need) => (
          <li key={need.id}>
            <NeedCard need={need} now={clock} />
          </li>
        ))}
        {referrals.map((referral) => (
          <li key={referral.id}>
            <LateReferralCard referral={referral} now={clock} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function NeedCard({ need, now }: { need: DayNeed; now: Date }) {
  const [t, needs, locale] = await Promise.all([
    getTranslations("day.screen"),
    getTranslations("needs"),
    getLocale(),
  ]);
  const what = need.sensitive ? needs(`category.${need.category as "safety"}`) : need.label;
  return (
    <DayCard
      about={need}
      tone={need.late ? "act" : "attention"}
      tag={t(need.late ? "late" : "dueToday", { what })}
      context={t("due", { when: formatDue(relativeDue(now, new Date(need.dueAt)), locale) })}
      actions={
        <LinkButton href={`/cases/${need.caseId}/needs/${need.id}`} size="small" plain>
          {t("open.need")}
        </LinkButton>
      }
    />
  );
}

async function LateReferralCard({ referral, now }: { referral: DayReferral; now: Date }) {
  const [t, locale] = await Promise.all([getTranslations("day.screen"), getLocale()]);
  const { nextDueAt, partnerName, id } = referral;
  const due = nextDueAt && t("answerDue", { when: formatDue(relativeDue(now, new Date(nextDueAt)), locale) });
  return (
    <DayCard
      about={referral}
      tone="act"
      tag={t("partnerLate", { partner: partnerName })}
      context={[await needOf(referral), due].filter(Boolean).join(" · ")}
      actions={
        <LinkButton href={`/referrals/${id}`} size="small" plain>
          {t("open.referral")}
        </LinkButton>
      }
    />
  );
}

/** The need that a referral is about; of a sensitive one only its group. */
export async function needOf({ sensitive, category, needLabel }: DayReferral): Promise<string> {
  const needs = await getTranslations("needs");
  return sensitive ? needs(`category.${category as "safety"}`) : needLabel;
}
