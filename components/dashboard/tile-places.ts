import type { Tile } from "@/components/ui/tile-map";

type Place = Pick<Tile, "short" | "column" | "row">;

const drawing = [
  ["", "", "OM:22", "PV:13", "ST:19", "RK:16"],
  ["", "BM:1", "SR:17", "KT:6", "KR:10", "MK:11"],
  ["PL:24", "BB:2", "KC:4", "KM:3", "TK:25", ""],
  ["KK:9", "PS:15", "KS:5", "PP:12", "PG:14", ""],
  ["", "SV:18", "KP:7", "KD:8", "SW:20", ""],
  ["", "", "KE:23", "TA:21", "", ""],
];

/** Where each province stands on the tile map, by its ISO 3166-2 code. */
export const tilePlaces: Readonly<Record<string, Place>> = Object.fromEntries(
  drawing.flatMap((tiles, row) =>
    tiles.flatMap((tile, column) => {
      const [short, number] = tile.split(":");
      if (!short) return [];
      const place = { short, column: (column + 1) as Place["column"], row: (row + 1) as Place["row"] };
      return [[`KH-${number}`, place] as const];
    }),
  ),
);
