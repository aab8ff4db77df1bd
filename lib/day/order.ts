import type { DayTask } from "@/lib/day/schema";
import type { TaskKind } from "@/lib/tasks/schema";

/** A promise to a person or their safety comes before a partner's clock, and that before paperwork. */
const ranks = {
  tell_partner: 0,
  case_assigned: 0,
  feedback_due: 0,
  glass_broken: 0,
  access_asked: 0,
  request_due: 0,
  referral_answered: 1,
  referral_late: 1,
  referral_retry: 1,
  consent_expiring: 2,
  possible_duplicate: 2,
  access_answered: 1,
  erasure_proposed: 1,
  hold_review: 2,
} satisfies Record<TaskKind, number>;

/** Tasks in the order in which to do them: by rank, then by what is due first. */
export function inOrder(tasks: readonly DayTask[]): DayTask[] {
  return [...tasks].sort(
    (a, b) =>
      ranks[a.kind] - ranks[b.kind] || Date.parse(a.dueAt) - Date.parse(b.dueAt) || (a.id < b.id ? -1 : 1),
  );
}
