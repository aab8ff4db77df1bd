import type { ReactNode } from "react";
import { classNames } from "./class-names";

const tones = {
  plain: "text-ink-2",
  done: "bg-done-soft text-done",
  attention: "bg-attention-soft text-attention",
};

export type StatusProps = {
  tone?: keyof typeof tones;
  /** bar = full width under the header: "All sent 08:05 · 2 people on this phone". */
  bar?: boolean;
  children?: ReactNode;
};

/** What just happened, in words, read out politely. Keep it on the page while empty, so that changes are announced. */
export function Status({ tone = "plain", bar, children }: StatusProps) {
  return (
    <div
      role="status"
      className={classNames(
        "text-sm print:hidden",
        tones[tone],
        bar && "border-b border-divider empty:hidden",
      )}
    >
      {bar && children ? <div className="mx-auto max-w-wide px-4 py-2 md:px-6">{children}</div> : children}
    </div>
  );
}
