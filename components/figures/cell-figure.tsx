import { useTranslations } from "next-intl";
import { Figure } from "@/components/ui/figure";
import { Table } from "@/components/ui/table";
import type { Cells } from "@/lib/figures/schema";

type Props = { title: string; what: string; cells: Cells; nameOf: (key: string) => string };

/** Counts as bars and as a table. Where a number is left out there is no bar, and the table says so. */
export function CellFigure({ title, what, cells, nameOf }: Props) {
  const t = useTranslations("figures.screen");
  const most = Math.max(1, ...cells.map(({ count }) => count ?? 0));
  const shown = (count: number | null) => count ?? t("hidden");
  const table = (
    <Table
      caption={title}
      hideCaption
      rows={cells}
      rowKey={({ key }) => key}
      columns={[
        { key: "what", label: what, lead: true, cell: ({ key }) => nameOf(key) },
        { key: "count", label: t("count"), numeric: true, cell: ({ count }) => shown(count) },
      ]}
    />
  );
  return (
    <Figure title={title} tableLabel={t("table")} table={table}>
      {cells.length === 0 && <p className="text-ink-2">{t("none")}</p>}
      <ul className="flex flex-col gap-2">
        {cells.map(({ key, count }) => (
          <li key={key} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5">
            <span className="min-w-0 wrap-anywhere">{nameOf(key)}</span>
            <span className={count === null ? "text-ink-2" : "font-semibold tabular-nums"}>
              {shown(count)}
            </span>
            <progress className="bar col-span-2" max={most} value={count ?? 0} aria-hidden="true" />
          </li>
        ))}
      </ul>
    </Figure>
  );
}
