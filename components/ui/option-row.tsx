import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export type OptionRowProps = ComponentProps<"input"> & {
  type: "radio" | "checkbox";
  label: ReactNode;
  hint?: ReactNode;
  /** One of the "no answer" kinds: dashed, same size. */
  none?: boolean;
};

/** One choice, 52 px high: the whole row is the label, the mark is a native input. */
export function OptionRow({ label, hint, none, className, ...input }: OptionRowProps) {
  const hintId = hint && input.id ? `${input.id}-hint` : undefined;
  return (
    <label className={classNames("option", none && "option-none", className)}>
      <input {...input} aria-describedby={hintId} className="mark" />
      <span className="min-w-0 wrap-anywhere">
        {label}
        {hint && (
          <span id={hintId} className="block text-sm text-ink-2">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
