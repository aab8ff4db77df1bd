import type { PersonAgrees, NeedStatus } from "@/lib/needs/schema";
import { canMoveNeed, needWorkflow } from "@/lib/needs/workflow";

/** The status in which a need begins: what the person says decides. */
export const firstStatusOf: Record<PersonAgrees, NeedStatus> = {
  yes: "wanted",
  no: "declined_by_person",
  undecided: "identified",
};

/** True when staff may move a need there by hand. Sending a referral is what makes it `referred`. */
export function canChangeNeed(from: NeedStatus, to: NeedStatus): boolean {
  return canMoveNeed(from, to) && needWorkflow[to].command === "need.changeStatus";
}

/** What the person says after a move, unless they were asked again. */
export function agreementAfter(to: NeedStatus, before: PersonAgrees, asked?: PersonAgrees): PersonAgrees {
  if (to === "declined_by_person") return "no";
  if (asked) return asked;
  return to === "wanted" ? "yes" : before;
}
