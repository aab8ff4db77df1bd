import { newDataKey, type SealContext, seal, wrapDataKey } from "@/lib/core/crypto";
import { type Row, type SealingKeyKind, type Table, tables } from "./tables";

/** People a transaction: the commit lock looks for each row's event among all events of its transaction. */
export const peopleTogether = 12;

/** Rows of several tables, gathered for one transaction. */
export class Batch {
  private readonly rows = new Map<Table, Row[]>();

  constructor(readonly organisationId: string) {}

  /** All rows of one table must have the same columns. */
  add(table: Table, row: Row): void {
    const known = this.rows.get(table);
    const full = { organisation_id: this.organisationId, ...row };
    if (known) known.push(full);
    else this.rows.set(table, [full]);
  }

  /** The tables that have rows, each after those that it refers to. */
  filled(): [Table, readonly Row[]][] {
    return tables.flatMap((table): [Table, readonly Row[]][] => {
      const rows = this.rows.get(table);
      return rows ? [[table, rows]] : [];
    });
  }

  get size(): number {
    return [...this.rows.values()].reduce((sum, rows) => sum + rows.length, 0);
  }

  /** Makes and keeps the key of a person, case or draft; gives what seals under it. */
  sealer(kind: SealingKeyKind, subject: string): Seal {
    const key = newDataKey();
    const { wrapped, wrappedBy } = wrapDataKey(this.organisationId, key, subject);
    this.add("sealing_key", { id: subject, kind, wrapped: bytes(wrapped), wrapped_by: wrappedBy });
    return (place, text) =>
      text === null || text === undefined || text === "" ? null : bytes(seal(key, text, place));
  }
}

/** Seals a text for its place, as `bytes` writes it; nothing stays null. */
export type Seal = (place: SealContext, text: string | null | undefined) => string | null;

/** Bytes as PostgreSQL reads them from JSON. */
export function bytes(raw: Uint8Array): string {
  return `\\x${Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("hex")}`;
}
