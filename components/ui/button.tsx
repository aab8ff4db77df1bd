import type { ComponentProps } from "react";
import { classNames } from "./class-names";

export type ButtonVariant = "primary" | "quiet" | "plain";
export type ButtonSize = "normal" | "small";

const variants: Record<ButtonVariant, string> = {
  primary: "border-primary bg-primary text-on-primary hover:border-primary-hover hover:bg-primary-hover",
  quiet: "border-primary text-primary hover:bg-primary-soft",
  plain: "border-transparent px-2! text-link underline underline-offset-4 hover:bg-primary-soft",
};

export function buttonClasses(variant: ButtonVariant = "primary", size: ButtonSize = "normal") {
  return classNames(
    "inline-flex items-center justify-center gap-2 rounded-md border-[1.5px] text-center font-semibold no-underline",
    "aria-disabled:opacity-70 disabled:opacity-60 print:hidden",
    size === "small" ? "min-h-12 px-3.5 py-1 text-sm lg:min-h-10" : "min-h-12 px-5 py-1.5",
    variants[variant],
  );
}

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  busy?: boolean;
  busyLabel?: string;
};

/**
 * Submits its form unless `type="button"`. While busy it keeps focus, says so to assistive technology and submits
 * nothing: it stops being a submit button rather than becoming disabled.
 */
export function Button({ variant, size, busy, busyLabel, type, onClick, className, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? "button" : (type ?? "submit")}
      onClick={busy ? undefined : onClick}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      className={classNames(buttonClasses(variant, size), className)}
    >
      {busy && busyLabel ? busyLabel : rest.children}
    </button>
  );
}
