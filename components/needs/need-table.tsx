import { getLocale, getTranslations } from "next-intl/server";
import { CaseCode } from "@/components/cases/case-code";
import { StatusTag } from "@/components/ui/status-tag";
import { Table } from "@/components/ui/table";
import { formatDue, relativeDue } from "@/lib/core/dates";
import type { NeedRow } from "@/lib/needs/schema";
import { needWorkflow } from "@/lib/needs/workflow";

/** Needs of many cases, soonest first. A sensitive kind shows its group only. */
export async function NeedTable({ needs }: { needs: readonly NeedRow[] }) {
  const [t, locale] = await Promise.all([getTranslations("needs"), getLocale()]);
  const now = new Date();
  return (
    <Table
      caption={t("screen.list.title")}
      hideCaption
      rows={[...needs]}
      rowKey={({ id }) => id}
      empty={t("screen.list.empty")}
      columns={[
        {
          key: "person",
          label: t("screen.list.person"),
          lead: true,
          cell: ({ caseId, caseCode }) => (
            <a href={`/cases/${caseId}/needs`}>
              <CaseCode code={caseCode} />
            </a>
          ),
        },
        {
          key: "need",
          label: t("screen.list.need"),
          cell: ({ sensitive, category, label }) => (sensitive ? t(`category.${category}`) : label),
        },
        { key: "urgency", label: t("screen.list.urgency"), cell: ({ urgency }) => t(`urgency.${urgency}`) },
        {
          key: "status",
          label: t("screen.list.status"),
          cell: ({ status }) => (
            <StatusTag tone={needWorkflow[status].tone}>{t(`status.${status}`)}</StatusTag>
          ),
        },
        {
          key: "due",
          label: t("screen.list.due"),
          cell: ({ dueAt, late }) => (
            <>
              {formatDue(relativeDue(now, new Date(dueAt)), locale)}
              {late && <StatusTag tone="act">{t("screen.late")}</StatusTag>}
            </>
          ),
        },
      ]}
    />
  );
}
