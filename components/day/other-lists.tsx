import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Section } from "@/components/ui/section";
import { formatDate, formatDue, relativeDue } from "@/lib/core/dates";
import type { DayReferral, DayTask } from "@/lib/day/schema";
import { CaseLink, type Whom } from "./day-card";
import { needOf } from "./today-list";

/** Referrals on which the partner still has time. */
export async function WaitingList({ waiting, now }: { waiting: readonly DayReferral[]; now: Date }) {
  const [t, locale] = await Promise.all([getTranslations("day.screen"), getLocale()]);
  if (waiting.length === 0) return null;
  const lines = await Promise.all(
    waiting.map(async (referral) => {
      const { nextDueAt, partnerName, id } = referral;
      const due =
        nextDueAt && t("answerDue", { when: formatDue(relativeDue(now, new Date(nextDueAt)), locale) });
      return (
        <Line key={id} about={referral} noName={t("noName")} end={due}>
          <a href={`/referrals/${id}`}>
            {t("waitingFor", { partner: partnerName, need: await needOf(referral) })}
          </a>
        </Line>
      );
    }),
  );
  return (
    <Section id="waiting" title={t("waiting", { count: waiting.length })}>
      <ul className={listClass}>{lines}</ul>
    </Section>
  );
}

/** Tasks put off to a later day. */
export async function LaterList({ later }: { later: readonly DayTask[] }) {
  const [t, tasks, locale] = await Promise.all([
    getTranslations("day.screen"),
    getTranslations("tasks.kind"),
    getLocale(),
  ]);
  if (later.length === 0) return null;
  return (
    <Section id="later" title={t("later", { count: later.length })}>
      <ul className={listClass}>
        {later.map((task) => (
          <Line
            key={task.id}
            about={task}
            noName={t("noName")}
            end={task.laterUntil && t("until", { when: formatDate(new Date(task.laterUntil), locale) })}
          >
            {tasks(task.kind)}
          </Line>
        ))}
      </ul>
    </Section>
  );
}

const listClass = "divide-y divide-divider rounded-lg border border-divider bg-surface px-4";

type LineProps = { about: Whom; noName: string; end: string | null; children: ReactNode };

function Line({ about, noName, end, children }: LineProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-3">
      <span className="font-semibold">
        <CaseLink about={about} noName={noName} />
      </span>
      <span className="min-w-0 flex-1 basis-48">{children}</span>
      {end && <span className="text-sm text-ink-2">{end}</span>}
    </li>
  );
}
