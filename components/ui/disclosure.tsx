import type { ReactNode } from "react";
import { Chevron } from "./chevron";

export type DisclosureProps = { summary: ReactNode; open?: boolean; name?: string; children: ReactNode };

/** Folded away until asked for. Native, so it opens before scripts have loaded and is found by page search. */
export function Disclosure({ summary, open, name, children }: DisclosureProps) {
  return (
    <details open={open} name={name} className="group -my-2">
      <summary className="inline-flex min-h-12 list-none items-center gap-2.5 text-link underline underline-offset-4 lg:min-h-10 [&::-webkit-details-marker]:hidden">
        <Chevron to="forward" className="group-open:rotate-90 rtl:group-open:scale-x-100" />
        {summary}
      </summary>
      <div className="mt-1 mb-2 border-s-4 border-divider py-2 ps-4">{children}</div>
    </details>
  );
}
