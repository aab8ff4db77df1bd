import "server-only";
import type pg from "pg";
import {
  bytesOf,
  type Checkpoint,
  checkpointColumns,
  checkpointOf,
  type CheckpointText,
} from "@/lib/audit/sealing/checkpoint";
import { type EventText, leafColumns } from "@/lib/audit/sealing/leaf";

/** A connection as the worker or the owner, through the functions that they alone may call. */
export type Reader = Pick<pg.ClientBase, "query">;

/** Values as PostgreSQL writes them: what a dump holds as well. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

async function rowsOf<Row extends pg.QueryResultRow>(reader: Reader, text: string, values: unknown[] = []) {
  return (await reader.query<Row>({ text, values, types: asText })).rows;
}

/** The next checkpoints after a number; one that cannot be read is its number alone. */
export async function checkpointsAfter(
  reader: Reader,
  after: number,
  most: number,
): Promise<(Checkpoint | number)[]> {
  const rows = await rowsOf<CheckpointText>(
    reader,
    `select ${checkpointColumns.join(", ")} from audit_checkpoints($1, $2)`,
    [after, most],
  );
  return rows.map(readable);
}

export function readable(row: CheckpointText): Checkpoint | number {
  try {
    return checkpointOf(row);
  } catch {
    return Number(row.number);
  }
}

/** The number of the last checkpoint; 0 when there is none. */
export async function headNumber(reader: Reader): Promise<number> {
  const [row] = await rowsOf<{ number: string }>(reader, "select audit_head() as number");
  return Number(row!.number);
}

export async function leavesOf(reader: Reader, number: number): Promise<Buffer | null> {
  const [row] = await rowsOf<{ leaves: string | null }>(reader, "select audit_leaves($1) as leaves", [
    number,
  ]);
  return row?.leaves ? bytesOf(row.leaves) : null;
}

/** A span of transaction ids of one cluster, the upper end left out. */
export type Window = { cluster: string; txFrom: string; txTo: string };

export async function eventsIn(reader: Reader, { cluster, txFrom, txTo }: Window): Promise<EventText[]> {
  const text = `select ${leafColumns.join(", ")} from audit_events_between($1, $2, $3)`;
  const { rows } = await reader.query<(string | null)[]>({
    text,
    values: [cluster, txFrom, txTo],
    types: asText,
    rowMode: "array",
  });
  return rows;
}

/** What can be sealed now in this cluster, or up to where `most` events are full. */
export async function openWindow(reader: Reader, most: number): Promise<Window> {
  const [row] = await rowsOf<{ cluster: string; tx_from: string; tx_to: string }>(
    reader,
    "select cluster, tx_from, tx_to from audit_open_window($1)",
    [most],
  );
  return { cluster: row!.cluster, txFrom: row!.tx_from, txTo: row!.tx_to };
}

export type Tail = Window & { here: boolean; count: number; oldest: string };

/** What lies beyond the last seal of each cluster. Reads the whole trail once. */
export async function tails(reader: Reader): Promise<Tail[]> {
  const rows = await rowsOf<Record<"cluster" | "here" | "tx_from" | "tx_to" | "count" | "oldest", string>>(
    reader,
    "select cluster, here, tx_from, tx_to, count, oldest from audit_tails()",
  );
  return rows.map((row) => ({
    cluster: row.cluster,
    here: row.here === "t",
    txFrom: row.tx_from,
    txTo: row.tx_to,
    count: Number(row.count),
    oldest: row.oldest,
  }));
}
