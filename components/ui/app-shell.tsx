import Link from "next/link";
import type { ReactNode } from "react";
import { ExitQuickly, type ExitQuicklyProps } from "./exit-quickly";
import { type NavItem, TabBar } from "./tab-bar";

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
 * scrolls.
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
          <div className="ms-auto flex flex-none items-center gap-3">
            {tools && <div className="hidden items-center gap-3 lg:flex">{tools}</div>}
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
