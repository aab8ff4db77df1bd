import type { ReactNode } from "react";
import { Chevron } from "./chevron";

type Step = { href: string; label: ReactNode };
export type PaginationProps = { label: string; previous?: Step; next?: Step; summary?: ReactNode };

/** Previous and next of a long list. No page numbers: the list moves while people work. */
export function Pagination({ label, previous, next, summary }: PaginationProps) {
  if (!previous && !next && !summary) return null;
  return (
    <nav aria-label={label} className="-my-2 flex flex-wrap items-center gap-x-6 gap-y-1 print:hidden">
      {previous && <StepLink {...previous} rel="prev" />}
      {next && <StepLink {...next} rel="next" />}
      {summary && <span className="text-sm text-ink-2">{summary}</span>}
    </nav>
  );
}

function StepLink({ href, label, rel }: Step & { rel: "prev" | "next" }) {
  return (
    <a href={href} rel={rel} className="inline-flex min-h-12 items-center gap-2 font-semibold lg:min-h-10">
      {rel === "prev" && <Chevron to="back" />}
      {label}
      {rel === "next" && <Chevron to="forward" />}
    </a>
  );
}
