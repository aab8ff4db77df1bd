import "server-only";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * The network a request came from, as a prefix that tells no single household apart: /24 of IPv4, /48 of IPv6.
 * Forwarded addresses count only behind a proxy that we were told to trust.
 */
export function networkOf(request: Pick<IncomingMessage, "headers" | "socket">, trustProxy: boolean): string {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)!
    .trim();
  return prefixOf(trustProxy && isIP(forwarded) ? forwarded : (request.socket.remoteAddress ?? ""));
}

export function prefixOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (isIP(plain) === 4) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  if (isIP(plain) === 6) {
    // An address has many spellings; the parser of URLs knows the one.
    const [head = "", tail] = new URL(`http://[${plain.split("%")[0]}]`).hostname.slice(1, -1).split("::");
    const groups = head.split(":").filter(Boolean);
    const after = tail?.split(":").filter(Boolean) ?? [];
    const full =
      tail === undefined
        ? groups
        : [...groups, ...Array(8 - groups.length - after.length).fill("0"), ...after];
    return `${full.slice(0, 3).join(":")}::/48`;
  }
  return "unknown";
}
