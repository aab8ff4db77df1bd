"use client";

import { useEffect, useRef } from "react";

/** Inside a checkbox group: "I did not ask" and an answer cannot both be ticked; the later tick wins. */
export function ExclusiveOptions() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const group = here.current?.closest("fieldset");
    const isNone = (input: Element) => input.closest(".option-none") !== null;
    const onChange = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || target.type !== "checkbox" || !target.checked) return;
      for (const other of group?.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked") ?? []) {
        const clash = other !== target && other.name === target.name && (isNone(target) || isNone(other));
        if (clash) other.click();
      }
    };
    group?.addEventListener("change", onChange);
    return () => group?.removeEventListener("change", onChange);
  }, []);
  return <span ref={here} hidden />;
}
