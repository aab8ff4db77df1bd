import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { Tone } from "@/components/ui/status-tag";
import { dayOf, formatDue, relativeDue, startOfDay } from "@/lib/core/dates";
import type { DayTask } from "@/lib/day/schema";
import type { TaskKind } from "@/lib/tasks/schema";
import { DayCard, OpenLink } from "./day-card";
import { type Delay, TaskActions } from "./task-actions";

const hourMs = 3_600_000;
/** A task that was put off comes back when the day begins. */
const beginning = 8 * hourMs;
const delays = { tomorrow: 1, threeDays: 3, week: 7, month: 29 } as const;

type Look = { tone: Tone; leadsTo: "referral" | "consent" | "case" | "access" | "kept" | "erasure" };

/** How each kind of task looks, and where it is done. */
const looks: Record<TaskKind, Look> = {
  tell_partner: { tone: "act", leadsTo: "referral" },
  case_assigned: { tone: "info", leadsTo: "case" },
  feedback_due: { tone: "act", leadsTo: "referral" },
  referral_answered: { tone: "info", leadsTo: "referral" },
  referral_late: { tone: "act", leadsTo: "referral" },
  referral_retry: { tone: "attention", leadsTo: "referral" },
  consent_expiring: { tone: "attention", leadsTo: "consent" },
  possible_duplicate: { tone: "neutral", leadsTo: "case" },
  access_asked: { tone: "act", leadsTo: "access" },
  access_answered: { tone: "info", leadsTo: "access" },
  glass_broken: { tone: "attention", leadsTo: "access" },
  request_due: { tone: "act", leadsTo: "kept" },
  hold_review: { tone: "attention", leadsTo: "kept" },
  erasure_proposed: { tone: "act", leadsTo: "erasure" },
};

/** A task with its ways out: do it, say it is done, or put it off to a day. */
export async function TaskCard({ task, now }: { task: DayTask; now: Date }) {
  const [t, tasks, locale, messages] = await Promise.all([
    getTranslations("day.screen"),
    getTranslations("tasks.kind"),
    getLocale(),
    getMessages(),
  ]);
  const { tone, leadsTo } = looks[task.kind];
  const what = tasks(task.kind);
  return (
    <DayCard
      about={task}
      tone={tone}
      tag={what}
      context={t("due", {
        when: formatDue(relativeDue(now, new Date(task.dueAt)), locale),
      })}
      actions={
        <TaskActions
          taskId={task.id}
          version={task.version}
          what={`${task.code}, ${what}`}
          delays={delaysFrom(now, messages.day.screen.actions)}
          words={messages.day.screen.actions}
        >
          <OpenLink href={addressOf(task, leadsTo)} what={t(`open.${leadsTo}`)} code={task.code} />
        </TaskActions>
      }
    />
  );
}

function addressOf({ caseId, subjectId }: DayTask, leadsTo: Look["leadsTo"]): string {
  if (leadsTo === "referral") return `/referrals/${subjectId}`;
  if (leadsTo === "access") return "/access";
  if (leadsTo === "erasure") return `/erasures/${subjectId}`;
  if (leadsTo === "kept") return `/cases/${caseId}/kept`;
  return leadsTo === "consent" ? `/cases/${caseId}/consent` : `/cases/${caseId}`;
}

function delaysFrom(now: Date, words: Record<keyof typeof delays, string>): Delay[] {
  const today = dayOf(now);
  return (Object.keys(delays) as (keyof typeof delays)[]).map((name) => ({
    label: words[name],
    until: new Date(startOfDay(today, delays[name]).getTime() + beginning).toISOString(),
  }));
}
