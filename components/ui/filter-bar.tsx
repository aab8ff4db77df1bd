import type { ReactNode } from "react";
import { Button } from "./button";

export type FilterBarProps = {
  label: string;
  action?: string;
  submitLabel: string;
  clear?: { href: string; label: ReactNode };
  /** Address values the form keeps: sort order, tab. */
  keep?: Record<string, string>;
  /** Select and TextField controls. */
  children: ReactNode;
};

/** Filters as a plain GET form: the choice is in the address, can be sent to a colleague, and needs no script. */
export function FilterBar({ label, action, submitLabel, clear, keep = {}, children }: FilterBarProps) {
  return (
    <form
      method="get"
      action={action}
      role="search"
      aria-label={label}
      className="flex flex-col gap-3 print:hidden"
    >
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(9.5rem,100%),1fr))] items-end gap-3 md:flex md:flex-wrap md:*:min-w-44">
        {children}
        <div className="flex min-w-0! flex-wrap items-center gap-x-4">
          <Button variant="quiet">{submitLabel}</Button>
          {clear && (
            <a href={clear.href} className="inline-flex min-h-12 items-center px-1">
              {clear.label}
            </a>
          )}
        </div>
      </div>
    </form>
  );
}
