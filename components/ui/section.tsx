import type { ReactNode } from "react";

export type SectionProps = {
  id?: string;
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** A titled part of a page. With an id it is also a landmark named by its heading. */
export function Section({ id, title, lead, actions, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={id && `${id}-title`} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id && `${id}-title`}>{title}</h2>
        {actions && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 [&>a]:-my-2.5 [&>a]:inline-flex [&>a]:min-h-12 [&>a]:items-center lg:[&>a]:min-h-10">
            {actions}
          </div>
        )}
      </div>
      {lead && <p className="-mt-2 max-w-text text-sm text-ink-2">{lead}</p>}
      {children}
    </section>
  );
}
