import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Tone = "done" | "attention" | "act" | "info" | "restricted" | "neutral";

const toneClasses: Record<Tone, string> = {
  done: "bg-done-soft text-done",
  attention: "bg-attention-soft text-attention",
  act: "bg-act-soft text-act",
  info: "bg-info-soft text-info",
  restricted: "bg-restricted-soft text-restricted",
  neutral: "bg-neutral-soft text-neutral",
};

/** ✓ done · ▲ attention · ◆ act · ● info · ■ restricted · ○ neutral: the shape says the tone where colour cannot. */
export function Shape({ tone, className }: { tone: Tone; className?: string }) {
  return <span aria-hidden="true" className={classNames("shape", `shape-${tone}`, className)} />;
}

export type StatusTagProps = { tone?: Tone; children: ReactNode };

/** A state in a few words. Never colour alone: shape and word carry the meaning. */
export function StatusTag({ tone = "neutral", children }: StatusTagProps) {
  return (
    <span
      className={classNames(
        "inline-flex max-w-full items-center gap-1.5 rounded-[0.8rem] px-2.5 py-px text-start text-sm font-semibold forced-colors:border",
        toneClasses[tone],
      )}
    >
      <Shape tone={tone} />
      <span>{children}</span>
    </span>
  );
}
