import type { Drive } from "./load";

/** One server's part of a round. */
export type Part = Drive & { cpuSeconds: number };

export type Round = { door: Part; bare: Part };

export type Summary = { name: string; floor: number; ratio: number; cells: string[] };

export const columns = [
  "",
  "door/s",
  "bare/s",
  "ratio",
  "floor",
  "door CPU ms",
  "bare CPU ms",
  "door p50/p95",
  "bare p50/p95",
  "",
];

/** The figures of a workload: medians over its rounds, so that one noisy moment does not count. */
export function summarise(name: string, floor: number, rounds: readonly Round[]): Summary {
  const of = (figure: (round: Round) => number) => median(rounds.map(figure));
  const ratio = of(({ door, bare }) => door.perSecond / bare.perSecond);
  const cpu = (part: (round: Round) => Part) =>
    of((round) => (part(round).cpuSeconds * 1000) / part(round).requests).toFixed(2);
  const times = (part: (round: Round) => Part) =>
    `${of((round) => quantile(part(round), 0.5)).toFixed(1)} / ${of((round) => quantile(part(round), 0.95)).toFixed(1)} ms`;
  return {
    name,
    floor,
    ratio,
    cells: [
      name,
      of(({ door }) => door.perSecond).toFixed(0),
      of(({ bare }) => bare.perSecond).toFixed(0),
      ratio.toFixed(2),
      floor.toFixed(2),
      cpu(({ door }) => door),
      cpu(({ bare }) => bare),
      times(({ door }) => door),
      times(({ bare }) => bare),
      ratio >= floor ? "reached" : "MISSED",
    ],
  };
}

/** Rows of cells as text, columns aligned. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join("  "),
    )
    .join("\n");
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function quantile({ milliseconds }: Drive, share: number): number {
  return milliseconds[Math.min(milliseconds.length - 1, Math.floor(milliseconds.length * share))] ?? 0;
}
