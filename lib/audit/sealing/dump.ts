import "server-only";
import { stat } from "node:fs/promises";
import {
  bytesOf,
  type Checkpoint,
  checkpointColumns,
  type CheckpointText,
} from "@/lib/audit/sealing/checkpoint";
import { type EventText, leafColumns } from "@/lib/audit/sealing/leaf";
import { linesOf } from "@/lib/audit/sealing/lines";
import { readable } from "@/lib/audit/sealing/reading";

/** A dump without the tables of the trail: not one of ours, or not plain text. */
export class NoTrailInDump extends Error {}

type Row = (name: string) => string | null;

export type DumpFile = {
  /** In the order of their numbers; one that cannot be read is its number alone. */
  checkpoints: () => AsyncGenerator<Checkpoint | number>;
  /** Some at a time, in any order. `share`: percent of the file. */
  events: () => AsyncGenerator<{ events: EventText[]; share: number }>;
  leavesOf: (number: number) => Promise<Buffer | null>;
};

/** The trail in a dump, read line by line as often as it is asked for. @throws NoTrailInDump */
export async function readDump(file: string): Promise<DumpFile> {
  const { size } = await stat(file);
  if (!(await holdsTable(file, "audit_event")) || !(await holdsTable(file, "audit_checkpoint")))
    throw new NoTrailInDump(file);
  return {
    async *checkpoints() {
      const all: (Checkpoint | number)[] = [];
      for await (const { rows } of rowsOf(file, "audit_checkpoint"))
        for (const row of rows) all.push(readable(checkpointText(row)));
      yield* all.sort((a, b) => numberOf(a) - numberOf(b));
    },
    async *events() {
      for await (const { rows, read } of rowsOf(file, "audit_event"))
        yield {
          events: rows.map((row) => leafColumns.map(row)),
          share: Math.min(100, Math.round((read / size) * 100)),
        };
    },
    async leavesOf(number) {
      for await (const { rows } of rowsOf(file, "audit_checkpoint")) {
        const leaves = rows.find((row) => row("number") === String(number))?.("leaves");
        if (leaves !== undefined) return leaves === null ? null : bytesOf(leaves);
      }
      return null;
    },
  };
}

const numberOf = (one: Checkpoint | number) => (typeof one === "number" ? one : one.number);

function checkpointText(row: Row): CheckpointText {
  return Object.fromEntries(
    checkpointColumns.map((name) => [name, copied(row(name) ?? "")]),
  ) as CheckpointText;
}

/** A text of its own: a part of a line would keep the whole line in memory, and lines of checkpoints are long. */
const copied = (text: string) => Buffer.from(text).toString();

const copy = /^COPY (?:"?\w+"?\.)?"?(\w+)"? \(([^)]*)\) FROM stdin;$/;

async function holdsTable(file: string, table: string): Promise<boolean> {
  for await (const lines of linesOf(file))
    if (lines.some((line) => line.startsWith("COPY ") && copy.exec(line)?.[1] === table)) return true;
  return false;
}

/** The rows of the COPY block of a table, some at a time. */
async function* rowsOf(file: string, table: string): AsyncGenerator<{ rows: Row[]; read: number }> {
  let columns: ReadonlyMap<string, number> | null = null;
  let read = 0;
  for await (const lines of linesOf(file)) {
    const rows: Row[] = [];
    for (const line of lines) {
      read += line.length + 1;
      if (columns && line === "\\.") columns = null;
      else if (columns) rows.push(rowOf(line, columns));
      else if (line.startsWith("COPY ")) columns = columnsOf(line, table);
    }
    if (rows.length > 0) yield { rows, read };
  }
}

function columnsOf(line: string, table: string): ReadonlyMap<string, number> | null {
  const [, name, columns] = copy.exec(line) ?? [];
  if (name !== table) return null;
  return new Map(columns!.split(", ").map((column, i) => [column.replaceAll('"', ""), i]));
}

function rowOf(line: string, columns: ReadonlyMap<string, number>): Row {
  const fields = line.split("\t");
  return (name) => valueOf(fields[columns.get(name) ?? -1]);
}

const escapes: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** A field of a COPY line as the value that was copied. */
export function valueOf(field: string | undefined): string | null {
  if (field === undefined || field === "\\N") return null;
  return field.includes("\\")
    ? field.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)
    : field;
}
