import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type CardProps = {
  id?: string;
  title?: ReactNode;
  /** Short words at the end of the title row: "due today". */
  meta?: ReactNode;
  /** Heading level of the title. */
  level?: 2 | 3;
  /** Buttons below the content. */
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
};

/** A hairline box for one thing. Its title is a heading, so screen-reader users can jump from card to card. */
export function Card({ id, title, meta, level = 2, actions, className, children }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      id={id}
      className={classNames(
        "flex min-w-0 flex-col gap-2.5 rounded-lg border border-divider bg-surface p-4 break-inside-avoid md:px-5",
        className,
      )}
    >
      {(title || meta) && (
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          {title && <Heading className="text-lg">{title}</Heading>}
          {meta && <span className="text-sm text-ink-2">{meta}</span>}
        </div>
      )}
      {children}
      {actions && <div className="flex flex-wrap gap-2 pt-1">{actions}</div>}
    </section>
  );
}
