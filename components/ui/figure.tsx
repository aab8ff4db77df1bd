import type { ReactNode } from "react";
import { Disclosure } from "./disclosure";

export type FigureProps = {
  title: ReactNode;
  /** What it shows, as of when. */
  note?: ReactNode;
  /** The picture. */
  children: ReactNode;
  /** "See as table" */
  tableLabel: ReactNode;
  /** The same numbers as a Table. */
  table: ReactNode;
};

/** A chart or map and its twin, the same numbers as a table: nobody depends on seeing the picture. */
export function Figure({ title, note, children, tableLabel, table }: FigureProps) {
  return (
    <figure className="flex min-w-0 flex-col gap-3 rounded-lg border border-divider bg-surface p-4 break-inside-avoid md:px-5">
      <figcaption className="flex flex-col gap-0.5">
        <h2 className="text-lg">{title}</h2>
        {note && <p className="text-sm text-ink-2">{note}</p>}
      </figcaption>
      {children}
      <Disclosure summary={tableLabel}>{table}</Disclosure>
    </figure>
  );
}
