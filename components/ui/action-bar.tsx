import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type ActionBarProps = {
  /** Stays at the thumb on a phone, in place of the tab bar: for forms with one main action. */
  sticky?: boolean;
  children: ReactNode;
};

/** The buttons that end a form or page: main action first. */
export function ActionBar({ sticky, children }: ActionBarProps) {
  return (
    <div
      className={classNames(
        "flex flex-wrap gap-2 print:hidden",
        sticky &&
          "action-bar-sticky max-md:sticky max-md:bottom-(--tab-bar,0px) max-md:z-10 max-md:-mx-4 max-md:border-t max-md:border-divider max-md:bg-paper max-md:px-4 max-md:py-2.5",
      )}
    >
      {children}
    </div>
  );
}
