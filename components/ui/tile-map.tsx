import { classNames } from "./class-names";

export type Tile = {
  key: string;
  /** Two letters on the tile. */
  short: string;
  name: string;
  /** Shown number or "<5"; empty for none. */
  value: string;
  /** What a screen reader says instead of the value: "fewer than 5 people". */
  spoken: string;
  /** Depth of ground, 0 = none … 4 = most. The number always stands on the tile as well. */
  level: 0 | 1 | 2 | 3 | 4;
  column: 1 | 2 | 3 | 4 | 5 | 6;
  row: 1 | 2 | 3 | 4 | 5 | 6;
  href?: string;
};

const columns = [
  "",
  "col-start-1",
  "col-start-2",
  "col-start-3",
  "col-start-4",
  "col-start-5",
  "col-start-6",
];
const rows = ["", "row-start-1", "row-start-2", "row-start-3", "row-start-4", "row-start-5", "row-start-6"];

/** Provinces as tiles in roughly their places: a list for a screen reader, and never mirrored, west stays west. */
export function TileMap({ label, tiles }: { label: string; tiles: readonly Tile[] }) {
  return (
    <ul role="list" aria-label={label} dir="ltr" className="grid grid-cols-6 gap-1">
      {tiles.map((tile) => (
        <li key={tile.key} className={classNames("min-w-0", columns[tile.column], rows[tile.row])}>
          <TileBody tile={tile} />
        </li>
      ))}
    </ul>
  );
}

function TileBody({ tile }: { tile: Tile }) {
  const classes = classNames(
    "flex min-h-13 flex-col items-center justify-center rounded-sm border border-divider text-center text-sm leading-heading no-underline md:min-h-17",
    `tile-${tile.level}`,
    tile.href && "hover:border-ink",
  );
  const content = (
    <>
      <span aria-hidden="true">{tile.short}</span>
      {tile.value && (
        <span aria-hidden="true" className="text-base font-bold tabular-nums">
          {tile.value}
        </span>
      )}
      <span className="sr-only">
        {tile.name}: {tile.spoken}
      </span>
    </>
  );
  if (!tile.href) return <div className={classes}>{content}</div>;
  return (
    <a href={tile.href} title={tile.name} className={classes}>
      {content}
    </a>
  );
}
