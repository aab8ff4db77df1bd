import { useLocale, useTranslations } from "next-intl";
import { CaseCode } from "@/components/cases/case-code";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { type Tone, StatusTag } from "@/components/ui/status-tag";
import { Table } from "@/components/ui/table";
import { formatDue, relativeDue } from "@/lib/core/dates";
import { languageName } from "@/lib/core/names";
import type { CoordinatorDashboard } from "@/lib/dashboard/schema";

type Waiting = CoordinatorDashboard["waiting"][number];

const tones: Record<Waiting["why"], Tone> = {
  no_safe_place: "act",
  critical_need_late: "act",
  child: "attention",
  longest_wait: "neutral",
};

/** Who waits for a caseworker, most pressing first, with the button that ends the waiting. */
export function WaitingPeople({ people, now }: { people: CoordinatorDashboard["waiting"]; now: Date }) {
  const [t, locale] = [useTranslations("dashboard.screen"), useLocale()];
  return (
    <Card title={t("waiting")}>
      <Table
        caption={t("waiting")}
        hideCaption
        rows={people}
        rowKey={({ caseId }) => caseId}
        empty={t("waitingNone")}
        columns={[
          {
            key: "person",
            label: t("person"),
            lead: true,
            cell: ({ caseId, code }) => (
              <a href={`/cases/${caseId}`}>
                <CaseCode code={code} />
              </a>
            ),
          },
          {
            key: "language",
            label: t("language"),
            cell: ({ language }) => (language ? languageName(language, locale) : "–"),
          },
          {
            key: "since",
            label: t("since"),
            cell: ({ since }) => formatDue(relativeDue(now, new Date(since)), locale),
          },
          {
            key: "why",
            label: t("why"),
            cell: ({ why }) => <StatusTag tone={tones[why]}>{t(`reason.${why}`)}</StatusTag>,
          },
          {
            key: "assign",
            label: t("assign"),
            cell: ({ caseId }) => (
              <LinkButton href={`/cases/${caseId}/assign`} plain size="small" variant="quiet">
                {t("assign")}
              </LinkButton>
            ),
          },
        ]}
      />
    </Card>
  );
}
