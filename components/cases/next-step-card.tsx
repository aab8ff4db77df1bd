import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { nextStepOf, type NextStep } from "@/lib/cases/next-step";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { formatDue, relativeDue } from "@/lib/core/dates";

/** What to do next on a case, when, and the button that does it. */
export async function NextStepCard({ file }: { file: CaseOut }) {
  const [t, locale] = await Promise.all([getTranslations("cases.screen.next"), getLocale()]);
  const now = new Date();
  const step = nextStepOf(file, now);
  const due = step.dueAt && t("due", { when: formatDue(relativeDue(now, new Date(step.dueAt)), locale) });
  return (
    <Card
      title={t("title")}
      meta={due}
      actions={
        step.kind !== "quiet" && (
          <LinkButton href={hrefOf(step, file.id)}>{t(`${step.kind}.action`)}</LinkButton>
        )
      }
    >
      <p>{t(`${step.kind}.text`, { what: subjectOf(step, file, locale) })}</p>
    </Card>
  );
}

function hrefOf(step: NextStep, caseId: string): string {
  switch (step.kind) {
    case "findShelter":
    case "addNeeds":
      return `/cases/${caseId}/needs/new`;
    case "assign":
      return `/cases/${caseId}/assign`;
    case "firstTalk":
      return `/people/new?case=${caseId}`;
    case "lateNeed":
    case "nextNeed":
      return `/cases/${caseId}/needs/${step.needId}`;
    case "refer":
      return `/cases/${caseId}/referrals/new?need=${step.needId}`;
    case "lateReferral":
    case "sendReferral":
    case "tellAnswer":
      return `/referrals/${step.referralId}`;
    case "quiet":
      return `/cases/${caseId}`;
  }
}

function subjectOf(step: NextStep, file: CaseOut, locale: string): string {
  if ("needId" in step) {
    const labels = file.needs.find(({ id }) => id === step.needId)?.labels;
    return labels?.[locale] ?? labels?.en ?? "";
  }
  if ("referralId" in step) return file.referrals.find(({ id }) => id === step.referralId)?.partnerName ?? "";
  return "";
}
