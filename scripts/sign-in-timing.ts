import { randomInt } from "node:crypto";
import { disconnect } from "@/lib/core/db";
import { newId } from "@/lib/core/ids";
import { hashPassword } from "@/lib/core/passwords";
import { insertAsOwner, makeOrganisation } from "@/lib/testing/staff";
import { ask, startWebProgram } from "@/lib/testing/web-program";
import { makeDatabase } from "./bench/database";

/**
 * Measures, on the built web program, whether the time of a refused sign-in tells an account that exists from one that does
 * not. Prints medians in milliseconds and the Mann-Whitney test.
 * Run: node scripts/run.mjs scripts/sign-in-timing.ts [tries of each kind, default 200]
 */
const tries = Number(process.argv[2] ?? 200);
const triesPerAddress = 8;

const { urls, drop } = await makeDatabase(
  {
    owner: process.env.DATABASE_OWNER_URL!,
    app: process.env.DATABASE_URL!,
    auth: process.env.DATABASE_AUTH_URL!,
  },
  10,
);
process.env.DATABASE_URL = urls.app;
process.env.DATABASE_AUTH_URL = urls.auth;
const web = await startWebProgram({ ONWARD_TRUST_PROXY: "1" });
const csrf = await ask(web, { path: "/api/auth/csrf" });
const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
const cookie = csrf.headers["set-cookie"]!.map((one) => one.split(";")[0]).join("; ");
try {
  const known = await makeAccounts(Math.ceil(tries / triesPerAddress));
  const unknown = known.map(() => `${newId()}@example.org`);
  const order = shuffled([
    ...Array.from({ length: tries }, (_, n) => ({ kind: "known" as const, email: known[n % known.length]! })),
    ...Array.from({ length: tries }, (_, n) => ({
      kind: "unknown" as const,
      email: unknown[n % unknown.length]!,
    })),
  ]);
  for (let warm = 0; warm < 10; warm++) await timed(`${newId()}@example.org`);
  const times = { known: [] as number[], unknown: [] as number[] };
  for (const { kind, email } of order) times[kind].push(await timed(email));
  console.log(verdict(times.known, times.unknown));
} finally {
  await web.stop();
  await disconnect();
  await drop();
}

async function makeAccounts(count: number): Promise<string[]> {
  const organisation = await makeOrganisation(urls.owner);
  const password_hash = await hashPassword("a long and calm sentence");
  const rows = Array.from({ length: count }, () => {
    const id = newId();
    const email = `${id}@example.org`;
    return {
      table: "user_account",
      covering: id,
      row: {
        organisation_id: organisation.id,
        id,
        email,
        display_name: "Dara",
        role: "caseworker",
        status: "active",
        password_hash,
      },
    };
  });
  await insertAsOwner(urls.owner, organisation.id, rows);
  return rows.map(({ row }) => row.email);
}

/** Each try comes from a network of its own: the count of a network is not what is measured. */
async function timed(email: string): Promise<number> {
  const headers = {
    origin: web.origin,
    "content-type": "application/json",
    "x-forwarded-for": `10.${randomInt(256)}.${randomInt(256)}.1`,
    cookie,
  };
  const body = JSON.stringify({ csrfToken, email, password: "a wrong sentence" });
  const began = performance.now();
  const { status } = await ask(web, {
    method: "POST",
    path: "/api/auth/callback/credentials",
    headers,
    body,
  });
  if (status !== 401) throw new Error(`a wrong password was answered ${status}`);
  return performance.now() - began;
}

function shuffled<T>(all: T[]): T[] {
  for (let last = all.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}

function verdict(known: number[], unknown: number[]): string {
  const ranked = [
    ...known.map((time) => ({ time, mine: 1 })),
    ...unknown.map((time) => ({ time, mine: 0 })),
  ].sort((a, b) => a.time - b.time);
  const rankSum = ranked.reduce((sum, { mine }, index) => sum + mine * (index + 1), 0);
  const [n, m] = [known.length, unknown.length];
  const u = rankSum - (n * (n + 1)) / 2;
  const z = (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
  const line = (name: string, times: number[]) =>
    `${name}: median ${at(times, 0.5)} ms, p5 ${at(times, 0.05)} ms, p95 ${at(times, 0.95)} ms`;
  const slower = ((u / (n * m)) * 100).toFixed(1);
  return [
    line("known  ", known),
    line("unknown", unknown),
    `a known one is the slower of two in ${slower} % (50 tells nothing); z = ${z.toFixed(2)} (beyond ±2.6 is a difference at 1 %)`,
  ].join("\n");
}

function at(times: number[], part: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(part * (sorted.length - 1))]!.toFixed(2);
}
