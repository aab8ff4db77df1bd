"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { RadioGroup } from "@/components/ui/radio-group";
import { onTheme, type Theme, themeOf, themes, wearTheme, wornTheme } from "./theme";

/** The choice of colours as a question of a page. */
export function ThemeChoice({
  initial,
  legend,
  words,
}: {
  initial: Theme;
  legend: string;
  words: Record<Theme, string>;
}) {
  const group = useRef<HTMLDivElement>(null);
  const worn = useSyncExternalStore(onTheme, wornTheme, () => initial);
  // The user menu changes it too.
  useEffect(() => {
    const input = group.current?.querySelector<HTMLInputElement>(`input[value="${worn}"]`);
    if (input) input.checked = true;
  }, [worn]);
  return (
    <div ref={group}>
      <RadioGroup
        name="theme"
        legend={legend}
        layout="row"
        defaultValue={initial}
        options={themes.map((value) => ({ value, label: words[value] }))}
        onChange={(event) => wearTheme(themeOf(event.currentTarget.value))}
      />
    </div>
  );
}
