import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonClasses } from "./button";
import { classNames } from "./class-names";

export type LinkButtonProps = ComponentProps<"a"> & {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** A full page load: downloads, tel: and addresses outside the app, and inside tables and long lists. */
  plain?: boolean;
};

/** A way to another page that looks as weighty as a button; it stays a link for screen readers and middle clicks. */
export function LinkButton({ variant, size, plain, className, ...rest }: LinkButtonProps) {
  const classes = classNames(buttonClasses(variant, size), className);
  if (plain) return <a {...rest} className={classes} />;
  return <Link {...rest} prefetch={false} className={classes} />;
}
