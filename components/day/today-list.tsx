import { getLocale, getTranslations } from "next-intl/server";
import type { ReactElement } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { formatDue, relativeDue } from "@/lib/core/dates";
import type { Day, DayNeed, DayReferral } from "@/lib/day/schema";
import { Announcement } from "./announcement";
import { DayCard, OpenLink } from "./day-card";
import { TaskCard } from "./task-card";

/** So many are enough to begin with; the rest waits folded. */
const atOnce = 12;

/** What today asks of me, in the order in which to do it. */
export async function TodayList({ day: { tasks, needs, referrals, now } }: { day: Day }) {
  const t = await getTranslations("day.screen");
  const clock = new Date(now);
  const cards = [
    ...tasks.map((task) => <TaskCard key={task.id} task={task} now={clock} />),
    ...needs.map((need) => <NeedCard key={need.id} need={need} now={clock} />),
    ...referrals.map((referral) => <LateReferralCard key={referral.id} referral={referral} now={clock} />),
  ];
  const count = cards.length;
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
      <Cards>{cards.slice(0, atOnce)}</Cards>
      {cards.length > atOnce && (
        <Disclosure summary={t("more", { count: cards.length - atOnce })}>
          <Cards>{cards.slice(atOnce)}</Cards>
        </Disclosure>
      )}
    </Section>
  );
}

function Cards({ children }: { children: ReactElement[] }) {
  if (children.length === 0) return null;
  return (
    <ul className="grid gap-2.5 lg:grid-cols-2">
      {children.map((card) => (
        <li key={card.key}>{card}</li>
      ))}
    </ul>
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
        <OpenLink href={`/cases/${need.caseId}/needs/${need.id}`} what={t("open.need")} code={need.code} />
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
      actions={<OpenLink href={`/referrals/${id}`} what={t("open.referral")} code={referral.code} />}
    />
  );
}

/** The need that a referral is about; of a sensitive one only its group. */
export async function needOf({ sensitive, category, needLabel }: DayReferral): Promise<string> {
  const needs = await getTranslations("needs");
  return sensitive ? needs(`category.${category as "safety"}`) : needLabel;
}
