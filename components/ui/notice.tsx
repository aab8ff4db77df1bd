import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Shape } from "./status-tag";

export type NoticeTone = "info" | "attention" | "done" | "act" | "restricted" | "neutral";

const tones: Record<NoticeTone, { box: string; mark: string }> = {
  info: { box: "border-info bg-info-soft", mark: "text-info" },
  attention: { box: "border-attention bg-attention-soft", mark: "text-attention" },
  done: { box: "border-done bg-done-soft", mark: "text-done" },
  act: { box: "border-act bg-act-soft", mark: "text-act" },
  restricted: { box: "border-restricted bg-restricted-soft", mark: "text-restricted" },
  neutral: { box: "border-field bg-neutral-soft", mark: "text-neutral" },
};

export type NoticeProps = {
  tone?: NoticeTone;
  title?: ReactNode;
  /** Announced when it appears after the page has loaded. */
  live?: boolean;
  actions?: ReactNode;
  children?: ReactNode;
};

/** A calm message inside a page. A failure that is not about a field is `attention`: red belongs to fields alone. */
export function Notice({ tone = "info", title, live, actions, children }: NoticeProps) {
  return (
    <div
      role={live ? "status" : undefined}
      className={classNames(
        "flex gap-3 rounded-md border-s-4 px-4 py-3 forced-colors:border break-inside-avoid",
        tones[tone].box,
      )}
    >
      <span className={classNames("flex h-[1lh] items-center", tones[tone].mark)}>
        <Shape tone={tone} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1 wrap-break-word">
        {title && <p className={classNames("font-semibold", tones[tone].mark)}>{title}</p>}
        {children && <div className="max-w-text">{children}</div>}
        {actions && <div className="flex flex-wrap gap-2 pt-2">{actions}</div>}
      </div>
    </div>
  );
}
