import type { ReactNode } from "react";

/** The ids a control must name in aria-describedby: hint first, then what is wrong. */
export function describedBy(id: string, hint: ReactNode, error: ReactNode, extra?: string) {
  return [hint && `${id}-hint`, error && `${id}-error`, extra].filter(Boolean).join(" ") || undefined;
}

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div id={`${id}-hint`} className="text-ink-2">
      {children}
    </div>
  );
}

/** Says how to put it right, next to the field; a mark as well as the red. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} className="flex gap-2 font-semibold text-error">
      <svg aria-hidden="true" viewBox="0 0 16 16" className="mt-[calc(0.5lh-0.5rem)] h-4 w-4 flex-none">
        <path
          fill="currentColor"
          d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm-1 3.5h2l-.25 5.5h-1.5L7 3.5ZM8 12.75a1.1 1.1 0 1 1 0-2.2 1.1 1.1 0 0 1 0 2.2Z"
        />
      </svg>
      <span>{children}</span>
    </p>
  );
}
