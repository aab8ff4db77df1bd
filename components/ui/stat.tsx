import type { ReactNode } from "react";

export type StatProps = {
  label: ReactNode;
  value: ReactNode;
  /** The list that holds exactly the people counted. */
  href?: string;
  note?: ReactNode;
  definition?: ReactNode;
};

/** A number with its meaning. The whole card leads to the list behind it. */
export function Stat({ label, value, href, note, definition }: StatProps) {
  const content = (
    <>
      <span className="block text-sm text-ink-2">{label}</span>
      <span className="block text-4xl leading-heading font-semibold text-ink tabular-nums">{value}</span>
    </>
  );
  return (
    <div className="relative flex min-w-0 flex-col wrap-anywhere gap-0.5 rounded-lg border border-divider bg-surface p-4 break-inside-avoid has-[a:hover]:border-field">
      {href ? (
        <a
          href={href}
          className="no-underline after:absolute after:inset-0 after:rounded-lg focus-visible:static"
        >
          {content}
        </a>
      ) : (
        <p>{content}</p>
      )}
      {note && <p className="text-sm text-ink-2">{note}</p>}
      {definition && <p className="text-sm text-ink-2">{definition}</p>}
    </div>
  );
}
