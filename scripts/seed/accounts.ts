import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "@/lib/core/actor";

/** A demo sign-in as `demo-accounts.json` lists it. */
export type Account = {
  role: Role;
  email: string;
  password: string;
  organisation: string;
  name: string;
  site: string;
  /** Seed of the authenticator app, base32, and the same as a QR code says it. */
  totpSecret: string;
  totpUri: string;
};

const alphabet = "23456789abcdefghjkmnpqrstvwxyz";

/** Three groups of five that nobody misreads, about 73 random bits: `k7qm2-9xvtd-4hn8r`. */
export function drawPassword(): string {
  const letters = Array.from({ length: 15 }, () => alphabet[randomBelow(alphabet.length)]).join("");
  return letters.replace(/(.{5})(?=.)/g, "$1-");
}

/** Writes the sign-ins where only this user can read them, at once or not at all. */
export function writeAccounts(home: string, accounts: readonly Account[]): void {
  const file = join(home, "demo-accounts.json");
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify({ accounts }, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
}

/** Without a lean towards the first letters: bytes past the last whole round are drawn again. */
function randomBelow(limit: number): number {
  for (;;) {
    const [byte] = randomBytes(1);
    if (byte! < 256 - (256 % limit)) return byte! % limit;
  }
}
