import { getLocale, getTranslations } from "next-intl/server";
import { CaseCode } from "@/components/cases/case-code";
import { Empty } from "@/components/ui/empty";
import { StatusTag, type Tone } from "@/components/ui/status-tag";
import { Table } from "@/components/ui/table";
import { formatDate } from "@/lib/core/dates";
import type { ErasureRow, ErasureStatus } from "@/lib/retention/erasing/schema";

export const erasureTones: Record<ErasureStatus, Tone> = {
  proposed: "act",
  done: "done",
  cancelled: "neutral",
};

/** Erasures as rows: codes, never people. Each leads to its page, which is the certificate once it is done. */
export async function ErasureTable({
  erasures,
  waiting,
}: {
  erasures: readonly ErasureRow[];
  waiting: boolean;
}) {
  const [t, locale] = await Promise.all([getTranslations("retention"), getLocale()]);
  const by = (name: string, at: string) =>
    t("screen.erasures.by", { name, when: formatDate(new Date(at), locale) });
  return (
    <Table
      caption={t("screen.erasures.title")}
      hideCaption
      rows={erasures}
      rowKey={({ erasureId }) => erasureId}
      empty={<Empty>{t(waiting ? "screen.erasures.none" : "screen.erasures.noneSuch")}</Empty>}
      columns={[
        {
          key: "code",
          label: t("screen.erasures.code"),
          lead: true,
          cell: ({ erasureId, code }) => (
            <a href={`/erasures/${erasureId}`}>
              <CaseCode code={code} />
            </a>
          ),
        },
        ...(erasures.some(({ siteName }) => siteName !== null)
          ? [{ key: "site", label: t("screen.erasures.site"), cell: ({ siteName }: ErasureRow) => siteName }]
          : []),
        {
          key: "reason",
          label: t("screen.erasures.reason"),
          cell: ({ reason }) => t(`erasing.reason.${reason}`),
        },
        {
          key: "proposed",
          label: t("screen.erasures.proposed"),
          cell: ({ proposedByName, proposedAt }) => by(proposedByName, proposedAt),
        },
        {
          key: "state",
          label: t("screen.erasures.state"),
          cell: ({ status, endedAt }) => (
            <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
              <StatusTag tone={erasureTones[status]}>{t(`erasing.status.${status}`)}</StatusTag>
              {endedAt && formatDate(new Date(endedAt), locale)}
            </span>
          ),
        },
      ]}
    />
  );
}
