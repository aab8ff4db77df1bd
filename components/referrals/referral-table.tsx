import { useLocale, useTranslations } from "next-intl";
import { CaseCode } from "@/components/cases/case-code";
import { Bdi } from "@/components/ui/bdi";
import { StatusTag } from "@/components/ui/status-tag";
import { Table } from "@/components/ui/table";
import { formatDue, relativeDue } from "@/lib/core/dates";
import type { ReferralRow } from "@/lib/referrals/schema";
import { referralWorkflow } from "@/lib/referrals/workflow";

type Props = { referrals: readonly ReferralRow[]; empty: string; now: Date };

/** Referrals with who is asked for what, where they stand and what is due next. Codes only, no names. */
export function ReferralTable({ referrals, empty, now }: Props) {
  const [t, needs, locale] = [useTranslations("referrals"), useTranslations("needs"), useLocale()];
  const due = ({ nextDueAt, status, late }: ReferralRow) => {
    const stage = referralWorkflow[status].awaits;
    if (!nextDueAt || !stage) return "–";
    const when = formatDue(relativeDue(now, new Date(nextDueAt)), locale);
    return (
      <span className="flex flex-wrap items-center gap-2">
        {t("screen.due", { stage: t(`clockStage.${stage}`), when })}
        {late && <StatusTag tone="act">{t("screen.late")}</StatusTag>}
      </span>
    );
  };
  return (
    <Table
      caption={t("screen.title")}
      hideCaption
      rows={[...referrals]}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          key: "person",
          label: t("screen.list.person"),
          lead: true,
          cell: ({ id, caseCode }) => (
            <a href={`/referrals/${id}`}>
              <CaseCode code={caseCode} />
            </a>
          ),
        },
        {
          key: "partner",
          label: t("screen.list.partner"),
          cell: ({ partnerName }) => <Bdi>{partnerName}</Bdi>,
        },
        {
          key: "need",
          label: t("screen.list.need"),
          cell: ({ sensitive, category, needLabel }) =>
            sensitive ? needs(`category.${category}`) : needLabel,
        },
        {
          key: "urgency",
          label: t("screen.list.urgency"),
          cell: ({ urgency }) => needs(`urgency.${urgency}`),
        },
        {
          key: "status",
          label: t("screen.list.status"),
          cell: ({ status }) => (
            <StatusTag tone={referralWorkflow[status].tone}>{t(`status.${status}`)}</StatusTag>
          ),
        },
        { key: "due", label: t("screen.list.due"), cell: due },
      ]}
    />
  );
}
