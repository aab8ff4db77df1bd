import "server-only";
import { randomBytes } from "node:crypto";
import { anyPool } from "@/lib/core/db";
import {
  InstallationKeyMissing,
  installationKeys,
  OrganisationKeysLost,
  refuseUnknownKeys,
  unwrapFromInstallation,
  type Wrapped,
  wrapForInstallation,
} from "@/lib/core/key-source";

/** How long a process may go on with what it knows of an organisation's keys, in seconds. */
export const ringSeconds = 10;
/**
 * From this age on a new key wraps, in seconds: by then every process has heard of it, also one in the middle of its longest
 * transaction.
 */
export const settleSeconds = 30;

type Ring = { current: number; keys: ReadonlyMap<number, Buffer>; readAt: number };
type Row = { number: number; wrapped: Buffer; wrapped_by: string; age_seconds: number };
type Query = (text: string, values: unknown[]) => Promise<{ rows: Row[] }>;

// Next bundles a module more than once; there must still be one ring of each organisation.
const shared = globalThis as { onwardRings?: Map<string, Ring> };
const rings = (shared.onwardRings ??= new Map<string, Ring>());

/**
 * Makes the keys of an organisation known to this process, for as long as `ringSeconds`; the first key of a new organisation is
 * made. The doors do this before anything is sealed or opened.
 * @throws InstallationKeyMissing when the key of the installation is another one.
 */
export async function loadKeys(organisationId: string, query: Query = asPool): Promise<void> {
  const known = rings.get(organisationId);
  const age = known ? performance.now() - known.readAt : Infinity;
  if (age < ringSeconds * 1_000) return;
  const readAt = performance.now();
  // Between the question and the unwrapping a rotation may end: then the same keys are wrapped otherwise.
  const { rows, keys } = await opened(organisationId, query, known).catch((error) => {
    if (!(error instanceof InstallationKeyMissing)) throw error;
    return opened(organisationId, query, known);
  });
  const settled = rows.filter(({ age_seconds }) => age_seconds >= settleSeconds).map(({ number }) => number);
  // An organisation that is not there has no keys: what asks for one of them finds nothing to seal or open.
  const current = settled.length > 0 ? Math.max(...settled) : Math.min(...keys.keys());
  if (rows.length > 0) rings.set(organisationId, { current, keys, readAt });
}

/** The first key of an organisation that is not in the database yet: known to this process, and the row to insert with it. */
export async function firstKeyOf(organisationId: string): Promise<{ number: number } & Wrapped> {
  const key = newKey();
  const wrapped = await wrapForInstallation(key, { organisationId, number: 1 });
  rings.set(organisationId, { current: 1, keys: new Map([[1, key]]), readAt: performance.now() });
  return { number: 1, ...wrapped };
}

async function opened(organisationId: string, query: Query, known: Ring | undefined) {
  const rows = await rowsOf(organisationId, query);
  const keys = new Map<number, Buffer>();
  for (const { number, wrapped, wrapped_by: wrappedBy } of rows) {
    const place = { organisationId, number };
    keys.set(
      number,
      known?.keys.get(number) ?? (await unwrapFromInstallation({ wrapped, wrappedBy }, place)),
    );
  }
  return { rows, keys };
}

async function rowsOf(organisationId: string, query: Query): Promise<Row[]> {
  const select = "select number, wrapped, wrapped_by, age_seconds from organisation_keys($1)";
  const { rows } = await query(select, [organisationId]);
  if (rows.length > 0) return rows;
  const { wrapped, wrappedBy } = await wrapForInstallation(newKey(), { organisationId, number: 1 });
  const values = [organisationId, wrapped, wrappedBy];
  const { rows: made } = await query("select first_organisation_key($1, $2, $3) as made", values);
  if (!(made[0] as { made?: boolean } | undefined)?.made) throw new OrganisationKeysLost();
  return (await query(select, [organisationId])).rows;
}

/** The key that wraps from now on, and its number. @throws Error before `loadKeys`. */
export function currentKey(organisationId: string): { number: number; key: Buffer } {
  const { current, keys } = ringOf(organisationId);
  return { number: current, key: keys.get(current)! };
}

/** The organisation's key of that number; undefined for one that is gone. @throws Error before `loadKeys`. */
export function keyOfNumber(organisationId: string, number: number): Buffer | undefined {
  return ringOf(organisationId).keys.get(number);
}

/** The installation's own keys, which old rows were sealed with. */
export function formerKeys(): readonly Buffer[] {
  return installationKeys().map(({ bytes }) => bytes);
}

/** A fresh key, 32 random bytes. */
export function newKey(): Buffer {
  return randomBytes(32);
}

/** Forgets what this process knows, so that the next use asks the database. */
export function forgetKeys(): void {
  rings.clear();
}

/** At the start of a program: refuses to serve a database whose keys this installation cannot open. */
export async function refuseForeignDatabase(): Promise<void> {
  refuseUnknownKeys(await installationKeysInUse());
}

/** The names of the installation's keys that wrap something in the database. */
export async function installationKeysInUse(): Promise<string[]> {
  const { rows } = await asPool("select wrapped_by from installation_keys_in_use()", []);
  return rows.map(({ wrapped_by }) => wrapped_by);
}

function ringOf(organisationId: string): Ring {
  const ring = rings.get(organisationId);
  if (!ring) throw new Error(`the keys of organisation ${organisationId} are not loaded`);
  return ring;
}

function asPool(text: string, values: unknown[]): Promise<{ rows: Row[] }> {
  return anyPool().query<Row>(text, values);
}
