import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Column<Row> = {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** Numbers align at the end. */
  numeric?: boolean;
  /** What names the row (code and initials): the title of its card on a phone. */
  lead?: boolean;
};

export type TableProps<Row> = {
  caption: ReactNode;
  /** The caption is read out but not shown, when a heading says the same. */
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Shown instead of the table when there are no rows. */
  empty?: ReactNode;
};

/** Rows on a laptop, cards on a phone, one markup. Roles are spelt out because `display` on a phone would drop them. */
export function Table<Row>({ caption, hideCaption, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  const cellClass = ({ numeric, lead }: Column<Row>) =>
    classNames(numeric && "num", lead && "lead") || undefined;
  return (
    <div className="md:overflow-x-auto md:rounded-lg md:border md:border-divider md:bg-surface md:px-1 print:border-0">
      <table role="table" className="table table-cards">
        <caption className={hideCaption ? "sr-only" : "px-3 py-2 text-start font-semibold"}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                className={column.numeric ? "num" : undefined}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <td key={column.key} role="cell" data-label={column.label} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
