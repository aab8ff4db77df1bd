import Link from "next/link";
import type { ReactNode } from "react";
import { Chevron } from "./chevron";
import { classNames } from "./class-names";

export type SectionNavItem = { href: string; label: ReactNode; current?: boolean; count?: number };
export type SectionNavProps = { label: string; items: readonly SectionNavItem[] };

/** The sections of one file: a column on a laptop; on a phone one row that names the current section and unfolds. */
export function SectionNav({ label, items }: SectionNavProps) {
  const current = items.find((item) => item.current);
  return (
    <>
      <nav aria-label={label} className="hidden lg:block print:hidden">
        <Items items={items} />
      </nav>
      <nav aria-label={label} className="lg:hidden print:hidden">
        <details className="group rounded-lg border border-divider bg-surface">
          <summary className="flex min-h-12 list-none items-center justify-between gap-3 px-4 py-2 [&::-webkit-details-marker]:hidden">
            <span>
              <span className="text-ink-2">{label}: </span>
              <span className="font-semibold">{current?.label}</span>
            </span>
            <Chevron to="down" className="group-open:-rotate-90" />
          </summary>
          <div className="border-t border-divider p-1.5">
            <Items items={items} />
          </div>
        </details>
      </nav>
    </>
  );
}

function Items({ items }: { items: readonly SectionNavItem[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {items.map((item) => (
        <li key={item.href}>
          <Link
            href={item.href}
            prefetch={false}
            aria-current={item.current ? "page" : undefined}
            className={classNames(
              "flex min-h-12 items-center rounded-sm border-s-3 px-3 py-1 no-underline lg:min-h-10",
              item.current
                ? "border-primary bg-primary-soft font-semibold text-primary"
                : "border-transparent text-ink hover:bg-neutral-soft",
            )}
          >
            {item.label}
            {item.count !== undefined && <span className="ms-1 text-ink-2"> ({item.count})</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
