import { remember } from "./remember";

/** The colours of a page: as the device has them, or as the person wants them. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = "theme";

export function themeOf(cookie: string | undefined): Theme {
  return themes.find((theme) => theme === cookie) ?? "system";
}

/** Dresses the page at once and remembers it on this device. Browser only. */
export function wearTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
  remember(themeCookie, theme === "system" ? null : theme);
  window.dispatchEvent(new Event("theme"));
}

/** What the page wears now, and a way to hear of changes: for useSyncExternalStore. */
export function wornTheme(): Theme {
  return themeOf(document.documentElement.dataset.theme);
}

export function onTheme(heard: () => void): () => void {
  window.addEventListener("theme", heard);
  return () => window.removeEventListener("theme", heard);
}
