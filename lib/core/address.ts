import "server-only";

/**
 * The address that a request line names, or null for one that no page of ours has: another host's, one with a backslash,
 * or one whose escapes are no text, on which parts of the program would otherwise stumble.
 */
export function addressOf(target: string | undefined): URL | null {
  if (!target?.startsWith("/") || /^\/\/|\\/.test(target)) return null;
  try {
    const url = new URL(target, "http://localhost");
    decodeURIComponent(url.pathname);
    return url;
  } catch {
    return null;
  }
}
