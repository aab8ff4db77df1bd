import { getLocale, getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { Empty } from "@/components/ui/empty";
import { Table } from "@/components/ui/table";
import type { AuditRow } from "@/lib/audit/schema";
import { formatDateTime } from "@/lib/core/dates";
import { AuditSentence } from "./audit-sentence";

/** What happened, newest first. */
export async function AuditTable({ caption, rows }: { caption: string; rows: readonly AuditRow[] }) {
  const [t, locale] = await Promise.all([getTranslations("audit.page"), getLocale()]);
  return (
    <Table
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      empty={
        <Empty action={<a href="/admin/audit">{t("clear")}</a>}>{t("none", { question: caption })}</Empty>
      }
      columns={[
        { key: "what", label: t("what"), lead: true, cell: (row) => <AuditSentence row={row} /> },
        {
          key: "when",
          label: t("when"),
          cell: ({ at }) => (
            <span className="md:whitespace-nowrap">
              <Bdi dir="ltr">{formatDateTime(new Date(at), locale)}</Bdi>
            </span>
          ),
        },
        { key: "device", label: t("device"), cell: ({ device }) => device },
        {
          key: "network",
          label: t("network"),
          cell: ({ network }) =>
            network && (
              <span className="md:whitespace-nowrap">
                <Bdi dir="ltr">{network}</Bdi>
              </span>
            ),
        },
      ]}
    />
  );
}
