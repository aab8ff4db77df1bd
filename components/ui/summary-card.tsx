import type { ReactNode } from "react";
import { Card } from "./card";
import { SummaryList, type SummaryListProps } from "./summary-list";

export type SummaryCardProps = SummaryListProps & {
  id?: string;
  title: ReactNode;
  meta?: ReactNode;
  level?: 2 | 3;
  actions?: ReactNode;
};

/** One section of answers on a check page or in a side column: a heading, then a definition list. */
export function SummaryCard({ rows, variant, ...card }: SummaryCardProps) {
  return (
    <Card {...card}>
      <SummaryList rows={rows} variant={variant} />
    </Card>
  );
}
