import { getLocale, getTranslations } from "next-intl/server";
import { CaseCode } from "@/components/cases/case-code";
import { Bdi } from "@/components/ui/bdi";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, formatDue, relativeDue } from "@/lib/core/dates";
import type { ReviewRow } from "@/lib/retention/reviewing/schema";
import type { ReviewProposal } from "@/lib/retention/schema";
import { type Act, hrefOfAct } from "./addresses";

type Props = { rows: readonly ReviewRow[]; now: Date; filtered: boolean };

/** What can be decided, the proposed first. */
const decisions = {
  erase: ["erase", "keep"],
  clear_private: ["clear", "keep"],
  review: ["keep", "erase"],
} as const satisfies Record<ReviewProposal, readonly Act[]>;

/** Files whose time is over: since when, what is proposed, and the ways to decide. */
export async function ReviewTable({ rows, now, filtered }: Props) {
  const t = await getTranslations("retention.screen.review");
  return (
    <Table
      caption={t("title")}
      hideCaption
      rows={rows}
      rowKey={({ caseId }) => caseId}
      columns={await columnsAt(now)}
      empty={<Empty>{t(filtered ? "emptyFiltered" : "empty")}</Empty>}
    />
  );
}

async function columnsAt(now: Date): Promise<Column<ReviewRow>[]> {
  const [t, locale] = await Promise.all([getTranslations("retention"), getLocale()]);
  return [
    {
      key: "person",
      label: t("screen.review.person"),
      lead: true,
      cell: ({ caseId, code, initials }) => (
        <a href={`/cases/${caseId}/kept`}>
          <span>
            <CaseCode code={code} /> {initials && <Bdi>· {initials}</Bdi>}
          </span>
        </a>
      ),
    },
    { key: "site", label: t("screen.review.site"), cell: ({ siteName }) => siteName },
    { key: "rule", label: t("screen.review.rule"), cell: ({ rule }) => t(`reviewing.rule.${rule}`) },
    {
      key: "since",
      label: t("screen.review.since"),
      cell: ({ dueAt }) => (
        <span>
          {formatDate(new Date(dueAt), locale)}{" "}
          <span className="whitespace-nowrap text-ink-2">
            ({formatDue(relativeDue(now, new Date(dueAt)), locale)})
          </span>
        </span>
      ),
    },
    {
      key: "proposed",
      label: t("screen.review.proposed"),
      cell: ({ proposal }) => t(`reviewing.proposal.${proposal}`),
    },
    { key: "decide", label: t("screen.review.decide"), cell: (row) => <Decide row={row} /> },
  ];
}

async function Decide({ row: { caseId, code, proposal } }: { row: ReviewRow }) {
  const t = await getTranslations("retention.screen.review");
  return (
    <span className="flex flex-wrap gap-2">
      {decisions[proposal].map((act, index) => (
        <LinkButton
          key={act}
          href={hrefOfAct(caseId, act, "list")}
          plain
          size="small"
          variant={index === 0 ? "quiet" : "plain"}
          aria-label={t(`decideOf.${act}`, { code })}
        >
          {t(`decideTo.${act}`)}
        </LinkButton>
      ))}
    </span>
  );
}
