import type { ReactNode } from "react";
import { classNames } from "./class-names";

type Step = { href: string; label: ReactNode };
export type PaginationProps = { label: string; previous?: Step; next?: Step; summary?: ReactNode };

/** Previous and next of a long list. No page numbers: the list moves while people work. */
export function Pagination({ label, previous, next, summary }: PaginationProps) {
  if (!previous && !next && !summary) return null;
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-x-6 gap-y-1 print:hidden">
      {previous && <StepLink {...previous} rel="prev" />}
      {next && <StepLink {...next} rel="next" />}
      {summary && <span className="text-sm text-ink-2">{summary}</span>}
    </nav>
  );
}

function StepLink({ href, label, rel }: Step & { rel: "prev" | "next" }) {
  const flip = rel === "prev" ? "-scale-x-100 rtl:scale-x-100" : "order-last rtl:-scale-x-100";
  return (
    <a href={href} rel={rel} className="inline-flex min-h-12 items-center gap-2 font-semibold lg:min-h-10">
      <svg
        aria-hidden="true"
        viewBox="0 0 8 12"
        className={classNames("h-3 w-2 flex-none fill-none stroke-current stroke-2", flip)}
      >
        <path d="m1.5 1 5 5-5 5" />
      </svg>
      {label}
    </a>
  );
}
