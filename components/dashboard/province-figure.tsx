import { useTranslations } from "next-intl";
import { Figure } from "@/components/ui/figure";
import { Table } from "@/components/ui/table";
import { type Tile, TileMap } from "@/components/ui/tile-map";
import { placeName } from "@/lib/core/names";
import type { CoordinatorDashboard } from "@/lib/dashboard/schema";
import { tilePlaces } from "./tile-places";
import { addressOf } from "./week-numbers";

/** Where people are being helped: tiles in the places of the provinces, and the same numbers as a table. */
export function ProvinceFigure({ provinces }: { provinces: CoordinatorDashboard["byProvince"] }) {
  const t = useTranslations("dashboard.screen");
  const most = Math.max(1, ...provinces.map(({ count }) => count));
  const tiles = provinces.flatMap((one): Tile[] => {
    const place = tilePlaces[one.province];
    if (!place) return [];
    const name = placeName(one.province);
    return [
      {
        ...place,
        key: one.province,
        name,
        value: one.count > 0 ? String(one.count) : "",
        spoken: t("spoken", { name, count: one.count }),
        level: levelOf(one.count, most),
        ...(one.count > 0 && { href: addressOf(one) }),
      },
    ];
  });
  const some = provinces.filter(({ count }) => count > 0);
  return (
    <Figure
      title={t("map")}
      note={t("mapNote")}
      tableLabel={t("asTable")}
      table={
        <Table
          caption={t("map")}
          hideCaption
          rows={some}
          rowKey={({ province }) => province}
          empty={t("none")}
          columns={[
            {
              key: "province",
              label: t("province"),
              lead: true,
              cell: ({ province }) => placeName(province),
            },
            {
              key: "people",
              label: t("people"),
              numeric: true,
              cell: (one) => <a href={addressOf(one)}>{one.count}</a>,
            },
          ]}
        />
      }
    >
      <TileMap label={t("map")} tiles={tiles} />
    </Figure>
  );
}

function levelOf(count: number, most: number): Tile["level"] {
  if (count === 0) return 0;
  return Math.min(4, 1 + Math.floor((3.999 * count) / most)) as Tile["level"];
}
