import type { ReactNode } from "react";

/** Nothing here: one sentence on what that means, one next step. */
export function Empty({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-lg border border-dashed border-field px-4 py-5 md:px-5">
      <p className="max-w-text text-ink-2">{children}</p>
      {action}
    </div>
  );
}
