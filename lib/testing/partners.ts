import { newId } from "@/lib/core/ids";
import { insertAsOwner } from "@/lib/testing/staff";

export type TestPartner = { id: string; name: string };

type Service = {
  needCode: string;
  languages?: string[];
  sexes?: "any" | "women" | "men";
  costUsd?: number | null;
  openPlaces?: number | null;
};

/** An active, verified partner with services; free of charge unless said otherwise. */
export async function makePartner(
  ownerUrl: string,
  organisationId: string,
  { services = [{ needCode: "N02" }], ...over }: { services?: Service[] } & Record<string, unknown> = {},
): Promise<TestPartner> {
  const id = newId();
  const row = {
    organisation_id: organisationId,
    id,
    name: `Partner ${id.slice(-4)}`,
    type: "ngo_shelter",
    province: "KH-1",
    phone: "+85512000001",
    verified_at: new Date(),
    ...over,
  };
  await insertAsOwner(ownerUrl, organisationId, [
    { table: "partner", covering: id, row },
    ...services.map(({ needCode, languages = [], sexes = "any", costUsd = 0, openPlaces = null }) => ({
      table: "partner_service",
      covering: id,
      row: {
        organisation_id: organisationId,
        id: newId(),
        partner_id: id,
        need_code: needCode,
        languages,
        sexes,
        cost_usd: costUsd,
        open_places: openPlaces,
      },
    })),
  ]);
  return { id, name: row.name };
}
