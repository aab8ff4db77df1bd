import type { ReactNode } from "react";

/** Words for a screen reader where sight already has the meaning from layout. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}
