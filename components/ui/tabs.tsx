import Link from "next/link";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type TabsProps = {
  label: string;
  items: readonly { href: string; label: ReactNode; current?: boolean }[];
};

/** Views of one thing as links: each has an address, Back works, and no script is needed. */
export function Tabs({ label, items }: TabsProps) {
  return (
    <nav aria-label={label} className="border-b border-divider print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              prefetch={false}
              aria-current={item.current ? "page" : undefined}
              className={classNames(
                "flex min-h-12 items-center border-b-3 px-3 font-semibold no-underline lg:min-h-11",
                item.current
                  ? "border-primary text-primary"
                  : "border-transparent text-ink-2 hover:text-ink hover:border-divider",
              )}
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
