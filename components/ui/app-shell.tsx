import Link from "next/link";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { ExitQuickly, type ExitQuicklyProps } from "./exit-quickly";

export type NavItem = {
  href: string;
  label: ReactNode;
  current?: boolean;
  /** False leaves the item to laptops: the phone's bar holds five. */
  phone?: boolean;
};

export type AppShellProps = {
  /** Neutral on purpose: "Notes". */
  productName: string;
  homeHref: string;
  skipLabel: string;
  navLabel: string;
  nav?: readonly NavItem[];
  exit: ExitQuicklyProps;
  /** Search box, lock time: laptop only. */
  tools?: ReactNode;
  /** User menu. */
  menu?: ReactNode;
  /** Line below the header: what is saved, what is sent. */
  status?: ReactNode;
  children: ReactNode;
};

/**
 * Everything around a page. Skip link and hidden exit link come first; the exit button keeps its corner while the page
 * scrolls; one navigation is a bar of words below on a phone and a row above on a laptop.
 */
export function AppShell(props: AppShellProps) {
  const { productName, homeHref, skipLabel, navLabel, nav = [], exit, tools, menu, status, children } = props;
  return (
    <div className="shell flex min-h-dvh flex-col">
      <a href="#main" className={hiddenLink}>
        {skipLabel}
      </a>
      <header className="sticky top-0 z-20 border-b border-divider bg-surface print:hidden">
        <a href={exit.href} rel="noreferrer" data-exit-quickly="" className={hiddenLink}>
          {exit.label}
        </a>
        <div className="mx-auto flex min-h-15 max-w-wide items-center gap-x-3 px-4 py-1.5 md:px-6">
          <Link
            href={homeHref}
            prefetch={false}
            className="flex min-h-12 items-center text-lg font-bold text-ink no-underline hover:underline"
          >
            {productName}
          </Link>
          {nav.length > 0 && <TabBar label={navLabel} items={nav} />}
          <div className="flex min-w-0 flex-1 items-center justify-end gap-3">
            {tools && (
              <div className="hidden min-w-0 flex-1 items-center justify-end gap-3 lg:flex">{tools}</div>
            )}
            {menu}
          </div>
          <ExitQuickly {...exit} />
        </div>
      </header>
      {status}
      {children}
    </div>
  );
}

const hiddenLink =
  "sr-only focus:not-sr-only focus:fixed! focus:start-4 focus:top-2 focus:z-30 focus:bg-surface focus:px-4 focus:py-3 focus:font-semibold";

function TabBar({ label, items }: { label: string; items: readonly NavItem[] }) {
  return (
    <nav
      aria-label={label}
      className="tab-bar fixed inset-x-0 bottom-0 z-20 border-t border-divider bg-surface pb-[env(safe-area-inset-bottom)] md:static md:ms-4 md:border-0 md:pb-0"
    >
      <ul className="flex md:gap-1">
        {items.map((item) => (
          <li
            key={item.href}
            className={classNames("min-w-0 flex-1 md:flex-none", item.phone === false && "max-md:hidden")}
          >
            <Link
              href={item.href}
              prefetch={false}
              aria-current={item.current ? "page" : undefined}
              className={classNames(
                "flex min-h-15 items-center justify-center border-t-3 px-1 pb-1 text-center text-sm leading-heading font-semibold no-underline md:min-h-12 md:border-t-0 md:border-b-3 md:px-3 md:pt-1 md:pb-0 md:text-base",
                item.current
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
