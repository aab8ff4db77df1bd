"use client";

import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/radio-group";
import type { Choice } from "./script";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Props = {
  /** The reasons are sent as `${name}.noAnswer`. */
  name: string;
  legend: string;
  noAnswers: readonly Choice[];
  chosen: string | undefined;
  putBack: string;
  children: ReactNode;
};

/**
 * Fields in words beside the three kinds of no-answer: whichever came last stands. What a press on a no-answer takes away
 * can be put back.
 */
export function UnlessUnanswered({ name, legend, noAnswers, chosen, putBack, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [taken, setTaken] = useState<ReadonlyMap<Field, string> | null>(null);

  const reasons = () => box.current?.querySelectorAll<HTMLInputElement>(`[name="${name}.noAnswer"]`) ?? [];
  function onInput({ target }: FormEvent) {
    if (!isField(target)) return;
    if (target.name === `${name}.noAnswer`) {
      const written = takeWords(box.current, target.name);
      if (written.size > 0) setTaken(written);
    } else if (target.value !== "") {
      clear(reasons());
      setTaken(null);
    }
  }
  function restore() {
    for (const [field, words] of taken ?? []) setWords(field, words);
    clear(reasons());
    const [first] = taken?.keys() ?? [];
    setTaken(null);
    first?.focus();
    first?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  return (
    <div ref={box} onInput={onInput} className="flex flex-col gap-4">
      {children}
      <RadioGroup
        name={`${name}.noAnswer`}
        legend={legend}
        hideLegend
        options={[]}
        noAnswers={noAnswers}
        layout="row"
        defaultValue={chosen}
      />
      {taken && (
        <div role="status">
          <Button type="button" variant="plain" onClick={restore}>
            {putBack}
          </Button>
        </div>
      )}
    </div>
  );
}

function takeWords(box: HTMLElement | null, reason: string): Map<Field, string> {
  const taken = new Map<Field, string>();
  for (const field of box?.querySelectorAll("input, textarea, select") ?? []) {
    if (!isField(field) || field.name === reason) continue;
    if (isMark(field) ? field.checked : field.value !== "") {
      taken.set(field, field.value);
      setWords(field, "");
    }
  }
  return taken;
}

function setWords(field: Field, words: string): void {
  if (isMark(field)) field.checked = words !== "";
  else field.value = words;
}

function clear(reasons: Iterable<HTMLInputElement>): void {
  for (const reason of reasons) reason.checked = false;
}

function isMark(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type);
}

function isField(target: unknown): target is Field {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
