import "server-only";
import {
  type DataKey,
  newDataKey,
  type Sealed,
  seal,
  unseal,
  unwrapDataKey,
  wrapDataKey,
} from "@/lib/core/crypto";
import type { Tx } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";

/** Where a sealed value lives; it can be opened nowhere else. `subject` is the person, case or draft that owns the key. */
export type Place = { subject: string; table: string; column: string; row: string };

/** Seals and opens values with the data keys that row-level security lets this transaction see. */
export class Vault {
  private readonly keys = new Map<string, DataKey>();

  constructor(
    private readonly tx: Tx,
    private readonly organisationId: string,
  ) {}

  /** Makes a key that `createKey` stores once the row of its subject is there, for a row that is sealed from the beginning. */
  prepareKey(subject: string): void {
    this.keys.set(subject, newDataKey());
  }

  /** Makes and stores the key of a new person, case or draft, of a note for few eyes or of an access. */
  async createKey(kind: "person" | "case" | "draft" | "note" | "access", subject: string): Promise<void> {
    const key = this.keys.get(subject) ?? newDataKey();
    const { organisationId } = this;
    const row = { organisationId, id: subject, kind, ...wrapDataKey(organisationId, key, subject) };
    await this.tx.sealingKey.createMany({ data: [row] });
    this.keys.set(subject, key);
  }

  /** Fetches the keys of many subjects in one query; those out of sight stay unknown. */
  async load(subjects: readonly string[]): Promise<void> {
    const missing = [...new Set(subjects)].filter((subject) => !this.keys.has(subject));
    if (missing.length === 0) return;
    // Nobody changes them until this transaction ends.
    const rows = await this.tx.$queryRaw<{ id: string; wrapped: Sealed }[]>`
      select id, wrapped from data_keys(${missing}::uuid[])`;
    for (const { id, wrapped } of rows) this.keys.set(id, unwrapDataKey(this.organisationId, wrapped, id));
  }

  /** @throws AppError NOT_FOUND when the subject's key is gone or out of sight. */
  async seal(place: Place, text: string): Promise<Sealed> {
    return seal(await this.keyOf(place.subject), text, place);
  }

  /** The text of a sealed value, or null for an empty one. */
  async unseal(place: Place, sealed: Uint8Array | null): Promise<string | null> {
    return sealed === null ? null : unseal(await this.keyOf(place.subject), sealed, place);
  }

  private async keyOf(subject: string): Promise<DataKey> {
    await this.load([subject]);
    const key = this.keys.get(subject);
    if (!key) throw new AppError("NOT_FOUND");
    return key;
  }
}
