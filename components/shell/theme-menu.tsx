"use client";

import { useSyncExternalStore } from "react";
import { Shape } from "@/components/ui/status-tag";
import { onTheme, type Theme, themes, wearTheme, wornTheme } from "./theme";

/** The three choices of colours as buttons of the user menu; the present one is pressed. */
export function ThemeMenu({
  initial,
  legend,
  words,
}: {
  initial: Theme;
  legend: string;
  words: Record<Theme, string>;
}) {
  const worn = useSyncExternalStore(onTheme, wornTheme, () => initial);
  return (
    <div
      role="group"
      aria-labelledby="theme-legend"
      className="my-1.5 flex flex-col border-y border-divider py-1.5"
    >
      <p id="theme-legend" className="px-3 pt-1 text-sm text-ink-2">
        {legend}
      </p>
      {themes.map((theme) => (
        <button
          key={theme}
          type="button"
          data-stays=""
          aria-pressed={theme === worn}
          onClick={() => wearTheme(theme)}
          className="justify-between gap-3"
        >
          {words[theme]}
          {theme === worn && <Shape tone="done" className="text-primary" />}
        </button>
      ))}
    </div>
  );
}
