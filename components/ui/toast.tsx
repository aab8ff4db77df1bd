"use client";

import { type ReactNode, useEffect, useState } from "react";

export type ToastProps = {
  /** Null shows nothing; the region stays, so that the next message is announced. */
  message: ReactNode | null;
  action?: { label: string; onAction: () => void };
  closeLabel: string;
  onClose: () => void;
  seconds?: number;
};

/** A short message with one undo. Its time stands still while pointer or focus is on it. */
export function Toast({ message, action, closeLabel, onClose, seconds = 10 }: ToastProps) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (message === null || held) return;
    const timer = setTimeout(onClose, seconds * 1000);
    return () => clearTimeout(timer);
  }, [message, held, seconds, onClose]);

  const button = "min-h-12 px-3 font-semibold underline underline-offset-4";
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(var(--tab-bar,0px)+5.25rem)] z-30 flex justify-center md:bottom-6 print:hidden"
    >
      {message !== null && (
        <div
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          className="pointer-events-auto flex max-w-xl flex-wrap items-center justify-between gap-x-2 rounded-md bg-ink ps-4 pe-1 text-paper forced-colors:border"
        >
          <span className="py-3">{message}</span>
          <span className="flex">
            {action && (
              <button type="button" onClick={action.onAction} className={button}>
                {action.label}
              </button>
            )}
            <button type="button" onClick={onClose} className={button}>
              {closeLabel}
            </button>
          </span>
        </div>
      )}
    </div>
  );
}
