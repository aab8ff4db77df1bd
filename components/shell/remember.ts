const yearInSeconds = 365 * 24 * 60 * 60;

/** Keeps a choice of this device in a cookie for a year; null forgets it. Browser only. */
export function remember(name: string, value: string | null): void {
  const seconds = value === null ? 0 : yearInSeconds;
  document.cookie = `${name}=${value ?? ""}; path=/; max-age=${seconds}; samesite=lax; secure`;
}
