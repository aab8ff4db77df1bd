"use client";

import { useEffect, useState } from "react";

export type CharacterCountProps = {
  /** Id of the textarea; this element's id is `${fieldId}-count`. */
  fieldId: string;
  max: number;
  initial?: number;
  /** Words with {n} for the number: "Characters left: {n}", "Too long by: {n}". */
  leftWords: string;
  overWords: string;
};

/** Counts while typing; a screen reader hears it one second after the last key, not at every key. */
export function CharacterCount({ fieldId, max, initial = 0, leftWords, overWords }: CharacterCountProps) {
  const [length, setLength] = useState(initial);
  const [announced, setAnnounced] = useState("");
  const left = max - length;
  const words = (left < 0 ? overWords : leftWords).replace("{n}", String(Math.abs(left)));

  useEffect(() => {
    const field = document.getElementById(fieldId);
    if (!(field instanceof HTMLTextAreaElement)) return;
    const count = () => setLength([...field.value].length);
    count();
    field.addEventListener("input", count);
    return () => field.removeEventListener("input", count);
  }, [fieldId]);

  useEffect(() => {
    if (length === initial) return;
    const timer = setTimeout(() => setAnnounced(words), 1000);
    return () => clearTimeout(timer);
  }, [length, initial, words]);

  return (
    <>
      <p
        id={`${fieldId}-count`}
        className={left < 0 ? "text-sm font-semibold text-error" : "text-sm text-ink-2"}
      >
        {words}
      </p>
      <span role="status" className="sr-only">
        {announced}
      </span>
    </>
  );
}
