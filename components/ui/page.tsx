import type { ReactNode } from "react";
import { classNames } from "./class-names";

const widths = { text: "max-w-text", page: "max-w-page", wide: "max-w-wide" };

export type PageProps = {
  title?: ReactNode;
  /** Small line above the title: a code, "Intake · question 4". */
  caption?: ReactNode;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** Status tags below the title. */
  tags?: ReactNode;
  actions?: ReactNode;
  back?: ReactNode;
  /** text = questions and reading, page = default, wide = dashboards, boards and tables. */
  width?: keyof typeof widths;
  children: ReactNode;
};

/** The one `<main>` of a screen with its one h1; the skip link of AppShell lands here. */
export function Page({ title, caption, lead, tags, actions, back, width = "page", children }: PageProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={classNames(
        "mx-auto flex w-full flex-col gap-6 px-4 pt-4 pb-12 md:px-6 md:pt-8 md:pb-16 print:max-w-none print:p-0",
        widths[width],
      )}
    >
      {back && <div className="-mb-4 -mt-2 flex md:-mt-4">{back}</div>}
      {(title || caption || actions) && (
        <div
          className={classNames(
            "flex flex-wrap items-end justify-between gap-x-6 gap-y-4",
            !title && "-mb-5",
          )}
        >
          <div className="flex min-w-0 max-w-text flex-col gap-1">
            {caption && <p className="text-sm text-ink-2">{caption}</p>}
            {title && <h1>{title}</h1>}
            {lead && <p className="text-ink-2">{lead}</p>}
            {tags && <div className="flex flex-wrap gap-2 pt-1.5">{tags}</div>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </main>
  );
}
