import type { ReactNode } from "react";
import { Shape, type Tone } from "./status-tag";

export type TimelineItem = {
  key: string;
  title: ReactNode;
  /** When and who: "20 Nov 2026, 16:10 · Dara". */
  meta: ReactNode;
  /** Shape of the dot; the title says the same in words. */
  tone?: Tone;
  children?: ReactNode;
};

/** What happened, newest first, as an ordered list. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="timeline">
      {items.map((item) => (
        <li key={item.key} className="break-inside-avoid">
          <Shape
            tone={item.tone ?? "info"}
            className={item.tone ? `dot text-${item.tone}` : "dot text-primary"}
          />
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <p className="font-semibold">{item.title}</p>
            <p className="text-sm text-ink-2">{item.meta}</p>
          </div>
          {item.children && <div className="max-w-text">{item.children}</div>}
        </li>
      ))}
    </ol>
  );
}
