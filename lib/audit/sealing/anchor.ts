import "server-only";
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { type Checkpoint, checkpoint, checkpointHash } from "@/lib/audit/sealing/checkpoint";
import { linesOf } from "@/lib/audit/sealing/lines";
import type { Finding } from "@/lib/audit/sealing/schema";

/** The second place: a file with one checkpoint a line, to be kept where whoever changes the database cannot reach. */

const tailBytes = 64 * 1024;

/** The last checkpoint of the file that can be read; null when there is none. */
export function lastAnchored(file: string): Checkpoint | null {
  if (!existsSync(file)) return null;
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    readSync(handle, tail, 0, tail.length, size - tail.length);
    const lines = tail.toString("utf8").split("\n").reverse();
    return lines.map(lineOf).find((one) => one !== null) ?? null;
  } finally {
    closeSync(handle);
  }
}

/** Appends checkpoints and waits until the disk has them. A line that was cut off by a crash stays a line of its own. */
export function anchor(file: string, checkpoints: readonly Checkpoint[]): void {
  if (checkpoints.length === 0) return;
  const handle = openSync(file, "a+", 0o600);
  try {
    const { size } = fstatSync(handle);
    const end = Buffer.alloc(1);
    const cut = size > 0 && readSync(handle, end, 0, 1, size - 1) === 1 && end.toString() !== "\n";
    writeSync(handle, (cut ? "\n" : "") + checkpoints.map((one) => `${JSON.stringify(one)}\n`).join(""));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function lineOf(line: string): Checkpoint | null {
  try {
    return checkpoint.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** What the second place knows, compared with the checkpoints of the database one by one. */
export class SecondPlace {
  /** Hashes by number of what was not seen in the database yet; two when the file itself tells two stories. */
  readonly #waiting = new Map<number, Set<string>>();
  last = 0;

  /** @throws when the file cannot be read */
  static async read(file: string): Promise<SecondPlace> {
    const place = new SecondPlace();
    for await (const lines of linesOf(file)) for (const line of lines) place.#keep(line);
    return place;
  }

  #keep(line: string): void {
    const one = lineOf(line);
    if (!one) return;
    const hashes = this.#waiting.get(one.number) ?? new Set();
    this.#waiting.set(one.number, hashes.add(checkpointHash(one)));
    this.last = Math.max(this.last, one.number);
  }

  see(one: Checkpoint): Finding | null {
    const hashes = this.#waiting.get(one.number);
    this.#waiting.delete(one.number);
    if (!hashes) return one.number < this.last ? { kind: "elsewhere", checkpoint: one.number } : null;
    return hashes.size === 1 && hashes.has(checkpointHash(one))
      ? null
      : { kind: "elsewhere", checkpoint: one.number };
  }

  /** What is there beyond the end of the database. A gap before its end is found in the database itself. */
  beyond(lastInDatabase: number): Finding | null {
    const later = [...this.#waiting.keys()].filter((number) => number > lastInDatabase);
    return later.length === 0
      ? null
      : { kind: "truncated", checkpoint: lastInDatabase + 1, to: later.reduce((a, b) => Math.max(a, b)) };
  }
}
