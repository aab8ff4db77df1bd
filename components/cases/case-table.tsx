import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Initials } from "@/components/people/initials";
import { StatusTag } from "@/components/ui/status-tag";
import { type Column, Table } from "@/components/ui/table";
import type { CaseRow } from "@/lib/cases/listing/schema";
import { caseWorkflow } from "@/lib/cases/workflow";
import { formatDue, relativeDue } from "@/lib/core/dates";
import { languageName } from "@/lib/core/names";
import { isNoAnswer } from "@/lib/core/no-answer";
import { CaseCode } from "./case-code";

type Props = {
  caption: ReactNode;
  cases: readonly CaseRow[];
  /** The server's clock, for "2 hours ago". */
  now: Date;
  empty: ReactNode;
};

/** People as rows: code and initials, never a name. */
export async function CaseTable({ caption, cases, now, empty }: Props) {
  return (
    <Table
      caption={caption}
      hideCaption
      columns={await columnsAt(now)}
      rows={cases}
      rowKey={({ id }) => id}
      empty={empty}
    />
  );
}

async function columnsAt(now: Date): Promise<Column<CaseRow>[]> {
  const [t, people, core, locale] = await Promise.all([
    getTranslations("cases"),
    getTranslations("people.screen.table"),
    getTranslations("core.noAnswer"),
    getLocale(),
  ]);
  const cells: [string, string, Column<CaseRow>["cell"]][] = [
    ["person", people("person"), (row) => <PersonLink row={row} noName={people("noName")} />],
    [
      "status",
      people("status"),
      ({ status }) => <StatusTag tone={caseWorkflow[status].tone}>{t(`status.${status}`)}</StatusTag>,
    ],
    ["speaks", people("speaks"), (row) => spoken(row, locale, people("interpreter"))],
    [
      "needs",
      people("needs"),
      ({ needsOpen, needsLate }) =>
        needsOpen > 0 && (
          <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
            {people("open", { count: needsOpen })}
            {needsLate > 0 && <StatusTag tone="attention">{people("late", { count: needsLate })}</StatusTag>}
          </span>
        ),
    ],
    [
      "tonight",
      people("tonight"),
      ({ safeTonight }) =>
        safeTonight === null ? null : safeTonight === "no" ? (
          <StatusTag tone="act">{t("safeTonight.no")}</StatusTag>
        ) : isNoAnswer(safeTonight) ? (
          core(safeTonight)
        ) : (
          t(`safeTonight.${safeTonight}`)
        ),
    ],
    ["caseworker", people("caseworker"), ({ assigneeName }) => assigneeName ?? people("nobody")],
    [
      "changed",
      people("changed"),
      ({ updatedAt }) => formatDue(relativeDue(now, new Date(updatedAt)), locale),
    ],
  ];
  return cells.map(([key, label, cell]) => ({ key, label, cell, lead: key === "person" }));
}

function PersonLink({ row: { id, code, initials }, noName }: { row: CaseRow; noName: string }) {
  return (
    <a href={`/cases/${id}`}>
      <span>
        <CaseCode code={code} /> · <Initials initials={initials} noName={noName} />
      </span>
    </a>
  );
}

function spoken({ preferredLanguage, interpreterNeeded }: CaseRow, locale: string, interpreter: string) {
  const language = preferredLanguage && languageName(preferredLanguage, locale);
  return [language, interpreterNeeded === "yes" && interpreter].filter(Boolean).join(", ") || null;
}
