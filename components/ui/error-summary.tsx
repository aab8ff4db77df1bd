"use client";

import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";

export type ErrorSummaryProps = {
  /** "There is a problem" */
  title: ReactNode;
  /** `fieldId` is the field's id (its name unless given); without it the message is not a link. */
  errors: readonly { fieldId?: string; message: string }[];
  /** Submit count: focus returns here on every failed try, also when the messages are the same. */
  attempt?: number;
};

/** After a failed submit: takes focus, is read out, and each message leads to its field. */
export function ErrorSummary({ title, errors, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const said = errors.map((error) => error.message).join("\n");
  useEffect(() => {
    if (said) box.current?.focus();
  }, [said, attempt]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="flex scroll-mt-20 flex-col gap-2 rounded-md border-2 border-error bg-surface px-4 py-3"
    >
      <h2>{title}</h2>
      <ul className="flex flex-col">
        {errors.map(({ fieldId, message }) => (
          <li key={`${fieldId} ${message}`}>
            {fieldId ? (
              <a
                href={`#${fieldId}`}
                onClick={goToField}
                className="inline-flex min-h-12 items-center font-semibold text-error lg:min-h-9"
              >
                {message}
              </a>
            ) : (
              <span className="font-semibold text-error">{message}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function goToField(event: MouseEvent<HTMLAnchorElement>) {
  const field = document.getElementById(event.currentTarget.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (
    field.closest("fieldset") ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`)
  )?.scrollIntoView();
  field.focus({ preventScroll: true });
}
