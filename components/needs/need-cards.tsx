import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { StatusTag } from "@/components/ui/status-tag";
import { formatDate, formatDue, relativeDue } from "@/lib/core/dates";
import type { NeedRow } from "@/lib/needs/schema";
import { needWorkflow } from "@/lib/needs/workflow";

/** The needs of one case, each with its clock and what can be done about it. */
export async function NeedCards({ needs }: { needs: readonly NeedRow[] }) {
  const t = await getTranslations("needs");
  return (
    <ul className="flex flex-col gap-3">
      {needs.map((need) => (
        <li key={need.id}>
          <Card level={3} title={need.label} meta={<Clock need={need} />} actions={<Actions need={need} />}>
            <div className="flex flex-wrap gap-2">
              {need.late && <StatusTag tone="act">{t("screen.late")}</StatusTag>}
              <StatusTag tone={needWorkflow[need.status].tone}>{t(`status.${need.status}`)}</StatusTag>
              <StatusTag tone={need.urgency === "critical" ? "act" : "neutral"}>
                {t(`urgency.${need.urgency}`)}
              </StatusTag>
            </div>
            {need.unmetReason && <p className="text-ink-2">{t(`unmetReason.${need.unmetReason}`)}</p>}
          </Card>
        </li>
      ))}
    </ul>
  );
}

async function Clock({ need }: { need: NeedRow }) {
  const [t, locale] = await Promise.all([getTranslations("needs.screen"), getLocale()]);
  if (need.endedAt) return t("ended_on", { when: formatDate(new Date(need.endedAt), locale) });
  if (need.firstServiceAt) return t("reached", { when: formatDate(new Date(need.firstServiceAt), locale) });
  const due = formatDue(relativeDue(new Date(), new Date(need.dueAt)), locale);
  return need.late ? t("dueLate", { when: due }) : t("due", { when: due });
}

async function Actions({ need }: { need: NeedRow }) {
  const t = await getTranslations("needs.screen");
  const canRefer = needWorkflow[need.status].next.includes("referred");
  return (
    <>
      {canRefer && (
        <LinkButton href={`/cases/${need.caseId}/referrals/new?need=${need.id}`} size="small">
          {t("refer")}
        </LinkButton>
      )}
      <LinkButton href={`/cases/${need.caseId}/needs/${need.id}`} size="small" variant="quiet">
        {t("move")}
      </LinkButton>
    </>
  );
}
