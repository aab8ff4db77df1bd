"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type NavItem = {
  href: string;
  label: ReactNode;
  /** Further addresses that belong to the item: people also live under `/cases`. */
  covers?: readonly string[];
  /** False leaves the item to laptops: the phone's bar holds five. */
  phone?: boolean;
};

/** The main pages: a bar of words below on a phone, a row above on a laptop. It follows the address by itself. */
export function TabBar({ label, items }: { label: string; items: readonly NavItem[] }) {
  const path = usePathname() ?? "";
  const here = itemOf(path, items);
  return (
    <nav
      aria-label={label}
      className="tab-bar fixed inset-x-0 bottom-0 z-20 border-t border-divider bg-surface pb-[env(safe-area-inset-bottom)] md:static md:ms-2 md:min-w-0 md:border-0 md:pb-0"
    >
      <ul className="flex md:flex-wrap md:gap-x-1">
        {items.map((item) => (
          <li
            key={item.href}
            className={classNames("min-w-0 flex-1 md:flex-none", item.phone === false && "max-md:hidden")}
          >
            <Link
              href={item.href}
              prefetch={false}
              aria-current={item !== here ? undefined : item.href === path ? "page" : "true"}
              className={classNames(
                "flex min-h-15 items-center justify-center border-t-3 px-1 pb-1 text-center text-sm leading-heading font-semibold no-underline md:min-h-12 md:border-t-0 md:border-b-3 md:px-3 md:pt-1 md:pb-0 md:text-base",
                item === here
                  ? "border-primary text-primary"
                  : "border-transparent text-ink hover:bg-primary-soft",
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

/** The item that a page belongs to: of all that its address begins with, the most specific one. */
export function itemOf(path: string, items: readonly NavItem[]): NavItem | undefined {
  const reach = ({ href, covers = [] }: NavItem) =>
    Math.max(...[href, ...covers].map((start) => (`${path}/`.startsWith(`${start}/`) ? start.length : 0)));
  return items.filter(reach).sort((a, b) => reach(b) - reach(a))[0];
}
