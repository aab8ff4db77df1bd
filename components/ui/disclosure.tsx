import type { ReactNode } from "react";

export type DisclosureProps = { summary: ReactNode; open?: boolean; name?: string; children: ReactNode };

/** Folded away until asked for. Native, so it opens before scripts have loaded and is found by page search. */
export function Disclosure({ summary, open, name, children }: DisclosureProps) {
  return (
    <details open={open} name={name} className="group">
      <summary className="inline-flex min-h-12 list-none items-center gap-2.5 text-link underline underline-offset-4 lg:min-h-10 [&::-webkit-details-marker]:hidden">
        <svg
          aria-hidden="true"
          viewBox="0 0 10 10"
          className="h-2.5 w-2.5 flex-none fill-current group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:-rotate-90"
        >
          <path d="M2 0v10l7-5z" />
        </svg>
        {summary}
      </summary>
      <div className="mt-1 border-s-4 border-divider py-2 ps-4">{children}</div>
    </details>
  );
}
