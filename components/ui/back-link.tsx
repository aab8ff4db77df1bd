import Link from "next/link";
import type { ReactNode } from "react";

/** First thing on a page below the top level. Goes to a named place, never "history back", so no answer is lost. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex min-h-12 items-center gap-1.5 self-start print:hidden lg:min-h-10"
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 8 12"
        className="h-3 w-2 flex-none fill-none stroke-current stroke-2 rtl:-scale-x-100"
      >
        <path d="M6.5 1 1.5 6l5 5" />
      </svg>
      {children}
    </Link>
  );
}
