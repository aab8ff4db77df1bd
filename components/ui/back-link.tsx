import Link from "next/link";
import type { ReactNode } from "react";
import { Chevron } from "./chevron";

/** First thing on a page below the top level. Goes to a named place, never "history back", so no answer is lost. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex min-h-12 items-center gap-1.5 self-start print:hidden lg:min-h-10"
    >
      <Chevron to="back" />
      {children}
    </Link>
  );
}
