import "server-only";
import { type Actor, staffOf } from "@/lib/core/actor";
import { defineHotQuery } from "@/lib/core/read";
import { partnerListInput, partnerListOutput, type PartnerRow } from "@/lib/partners/schema";

const servicesSql = `(select coalesce(json_agg(json_build_object('needCode', s.need_code,
    'label', coalesce(t.labels ->> $2, t.labels ->> 'en'), 'languages', s.languages, 'sexes', s.sexes,
    'costUsd', s.cost_usd, 'openPlaces', s.open_places) order by t.sort), '[]'::json)
  from partner_service s join need_type t on t.code = s.need_code
  where s.organisation_id = p.organisation_id and s.partner_id = p.id)`;

/** `partner.list`: active partners by name; filters on service meet in one and the same service. */
export const listPartners = defineHotQuery({
  name: "partner.list",
  input: partnerListInput,
  output: partnerListOutput,
  statement: (actor, { after, limit, ...filter }) => {
    const values: unknown[] = [actor.organisationId, localeOf(actor), limit + 1];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const service = [
      filter.need && `s.need_code = any (${bind(filter.need)}::text[])`,
      filter.language && `${bind(filter.language)} = any (s.languages)`,
      filter.sex && `s.sexes in ('any', ${bind(filter.sex)})`,
    ].filter(Boolean);
    const conditions = ["p.organisation_id = $1", "p.active"];
    if (service.length > 0) {
      conditions.push(`exists (select 1 from partner_service s where s.organisation_id = p.organisation_id
        and s.partner_id = p.id and ${service.join(" and ")})`);
    }
    if (filter.province) conditions.push(`p.province = ${bind(filter.province)}`);
    const where = conditions.join("\n and ");
    const further = after
      ? `and (p.name, p.id) > (select f.name, f.id from partner f where f.organisation_id = $1 and f.id = ${bind(after)})`
      : "";
    return {
      text: `select json_build_object('total', (select count(*) from partner p where ${where}),
          'rows', (select coalesce(json_agg(page.row order by page.name, page.id), '[]'::json) from (
            select p.name, p.id, json_build_object('id', p.id, 'name', p.name, 'type', p.type, 'province', p.province,
              'phone', p.phone, 'verifiedAt', p.verified_at, 'services', ${servicesSql}, 'version', p.version) as row
            from partner p where ${where} ${further} order by p.name, p.id limit $3) page)) as body`,
      values,
    };
  },
  shape: ({ total, rows }: { total: number; rows: PartnerRow[] }, _actor, { limit }) => {
    const partners = rows.slice(0, limit).map(shapePartner);
    return { partners, total, next: rows.length > limit ? partners.at(-1)!.id : null };
  },
});

function shapePartner(row: PartnerRow): PartnerRow {
  return { ...row, verifiedAt: row.verifiedAt && new Date(row.verifiedAt).toISOString() };
}

function localeOf(actor: Actor): string {
  return staffOf(actor).locale;
}
