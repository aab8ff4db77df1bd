"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Chevron } from "./chevron";

/**
 * A few links and small forms behind a word, such as the signed-in person's. Closes on choice, Escape and a press
 * outside; a `data-stays` button keeps it open, because its answer appears inside.
 */
export function Menu({ label, children }: { label: ReactNode; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (focus: boolean) => {
      if (!details.current?.open) return;
      details.current.open = false;
      if (focus) details.current.querySelector("summary")?.focus();
    };
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && close(true);
    const onClick = ({ target }: MouseEvent) => {
      const inside = target instanceof Element && details.current?.contains(target);
      if (!inside || target.closest("a, button:not([data-stays])")) close(false);
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick);
    };
  }, []);
  return (
    <details ref={details} className="relative">
      <summary className="flex min-h-12 list-none items-center gap-2 rounded-sm px-2 font-semibold hover:bg-primary-soft [&::-webkit-details-marker]:hidden">
        <span className="max-w-16 truncate min-[22.5rem]:max-w-20 sm:max-w-40">{label}</span>
        <Chevron to="down" />
      </summary>
      <div className="absolute end-0 top-full z-30 flex w-64 max-w-[80vw] flex-col max-md:fixed max-md:inset-x-4 max-md:top-15 max-md:w-auto max-md:max-w-none rounded-md border border-field bg-surface p-1.5 [&_a]:flex [&_a]:min-h-12 [&_a]:items-center [&_a]:rounded-sm [&_a]:px-3 [&_a]:text-ink [&_a]:no-underline [&_a:hover]:bg-primary-soft [&_button]:flex [&_button]:min-h-12 [&_button]:w-full [&_button]:items-center [&_button]:rounded-sm [&_button]:px-3 [&_button]:text-start [&_button:hover]:bg-primary-soft">
        {children}
      </div>
    </details>
  );
}
