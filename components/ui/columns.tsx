import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type ColumnsProps = {
  /** A SectionNav. */
  nav?: ReactNode;
  children: ReactNode;
  /** Side cards; below the content on a phone. */
  aside?: ReactNode;
};

/** Section list, content and side cards of a file page. One column on a phone and on paper. */
export function Columns({ nav, children, aside }: ColumnsProps) {
  return (
    <div
      className={classNames(
        "grid gap-6 print:block print:space-y-6",
        nav && aside && "lg:grid-cols-[13rem_minmax(0,1fr)_17rem]",
        nav && !aside && "lg:grid-cols-[13rem_minmax(0,1fr)]",
        !nav && aside && "lg:grid-cols-[minmax(0,1fr)_17rem]",
      )}
    >
      {nav}
      <div className="flex min-w-0 flex-col gap-6">{children}</div>
      {aside && <div className="flex min-w-0 flex-col gap-4">{aside}</div>}
    </div>
  );
}
