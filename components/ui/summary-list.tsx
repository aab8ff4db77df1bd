import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { VisuallyHidden } from "./visually-hidden";

export type SummaryRow = {
  key: string;
  label: ReactNode;
  value: ReactNode;
  /** `hidden` completes the sentence for a screen reader: "Change" + "language". */
  change?: { href: string; label: ReactNode; hidden: ReactNode };
};

export type SummaryListProps = {
  rows: SummaryRow[];
  /** glance = two tight columns for a side card; answers = ruled rows for check-answers pages. */
  variant?: "answers" | "glance";
};

/** What is known, as a real definition list; say "Not provided" in `value` rather than leaving it empty. */
export function SummaryList({ rows, variant = "answers" }: SummaryListProps) {
  if (variant === "glance") {
    return (
      <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map((row) => (
          <div key={row.key} className="col-span-2 grid grid-cols-subgrid items-baseline">
            <dt className="text-ink-2">{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    );
  }
  const withChange = rows.some((row) => row.change);
  return (
    <dl className="divide-y divide-divider">
      {rows.map((row) => (
        <div
          key={row.key}
          className={classNames(
            "grid items-baseline gap-x-4 gap-y-0.5 py-2.5 md:grid-cols-[minmax(9rem,1fr)_2fr] print:grid-cols-[minmax(9rem,1fr)_2fr]",
            withChange && "grid-cols-[1fr_auto] md:grid-cols-[minmax(9rem,1fr)_2fr_auto]",
          )}
        >
          <dt className="col-start-1 text-ink-2">{row.label}</dt>
          <dd className="col-span-full md:col-span-1 md:col-start-2 print:col-span-1 print:col-start-2">
            {row.value}
          </dd>
          {row.change && (
            <dd className="col-start-2 row-start-1 md:col-start-3">
              <a
                href={row.change.href}
                className="-my-2 inline-flex min-h-12 items-center ps-3 lg:min-h-10 print:hidden"
              >
                {row.change.label} <VisuallyHidden>{row.change.hidden}</VisuallyHidden>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
