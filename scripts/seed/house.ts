import { newId } from "@/lib/core/ids";
import { firstKeyOf } from "@/lib/core/keys";
import type { Role } from "@/lib/core/actor";
import { Random } from "@/lib/testing/random";
import { sealSeed } from "@/lib/users/factors/totp/code";
import demo from "@/prisma/reference/demo.json" with { type: "json" };
import { Batch, bytes } from "./rows/batch";
import { addEvent } from "./rows/events";
import { drawName } from "./stories/words";

/** Somebody on the staff: `site` and `team` are places in the plan's lists; without a team they answer for the whole site. */
export type StaffPlan = {
  role: Role;
  name: string;
  email: string;
  site?: number;
  team?: number;
  also?: number;
  grants?: readonly string[];
  passwordHash?: string;
  totpSeed?: string;
};

export type HousePlan = {
  name: string;
  sites: readonly { name: string; province: string; teams: readonly string[] }[];
  staff: readonly StaffPlan[];
};

/** The rows of an organisation with sites, teams, staff and partners. Always marked as a demo: production refuses it. */
export async function houseRows(plan: HousePlan, now: Date): Promise<Batch> {
  const organisationId = newId(now.getTime());
  const batch = new Batch(organisationId);
  batch.add("organisation", { id: organisationId, name: plan.name, is_demo: true });
  const { number, wrapped, wrappedBy } = await firstKeyOf(organisationId);
  batch.add("organisation_key", { number, wrapped: bytes(wrapped), wrapped_by: wrappedBy });
  const covers: string[] = [];
  // One millisecond apart, so that the order of ids is the order of the plan.
  const newRow = () => {
    const id = newId(now.getTime() - 1_000 + covers.length);
    covers.push(id);
    return { id };
  };
  const sites = plan.sites.map(({ teams, ...site }) => {
    const row = newRow();
    batch.add("site", { ...row, ...site });
    const teamIds = teams.map((name) => {
      const team = newRow();
      batch.add("team", { ...team, site_id: row.id, name });
      return team.id;
    });
    return { ...row, teamIds };
  });
  for (const staff of plan.staff) addStaff(batch, newRow().id, staff, sites);
  for (const partner of demo.partners) addPartner(batch, newRow().id, partner, now);
  addEvent(batch, {
    at: now,
    action: "setup",
    by: "system",
    entity: "setup",
    entityId: organisationId,
    covers,
  });
  return batch;
}

function addStaff(
  batch: Batch,
  id: string,
  staff: StaffPlan,
  sites: readonly { id: string; teamIds: string[] }[],
): void {
  const { role, name, email, passwordHash = null } = staff;
  batch.add("user_account", {
    id,
    email,
    display_name: name,
    password_hash: passwordHash,
    role,
    status: "active",
  });
  if (staff.totpSeed) {
    batch.add("totp", {
      user_id: id,
      seed_sealed: bytes(sealSeed(batch.organisationId, staff.totpSeed, id)),
    });
  }
  for (const kind of staff.grants ?? []) batch.add("access_grant", { id: newId(), user_id: id, kind });
  for (const at of [staff.site, staff.also]) {
    if (at === undefined) continue;
    const { id: siteId, teamIds } = sites[at]!;
    const teamId = staff.team === undefined ? null : teamIds[staff.team];
    batch.add("membership", { id: newId(), user_id: id, site_id: siteId, team_id: teamId, status: "active" });
  }
}

function addPartner(batch: Batch, id: string, partner: (typeof demo.partners)[number], now: Date): void {
  const { name, type, province, needs, languages, sexes } = partner;
  const phone = `023 000 ${String(100 + demo.partners.indexOf(partner))}`;
  batch.add("partner", { id, name, type, province, phone, verified_at: now, active: true });
  for (const needCode of needs) {
    const cost = "cost" in partner ? partner.cost : 0;
    const places = "places" in partner ? partner.places : null;
    const row = { id: newId(), partner_id: id, need_code: needCode, languages, sexes };
    batch.add("partner_service", { ...row, cost_usd: cost, open_places: places });
  }
}

/** An organisation for trying things at size: four sites, sixty caseworkers. Nobody can sign in there. */
export function bulkHouse(number: number): HousePlan {
  const random = new Random(`house ${number}`);
  const person = (role: Role, nth: number, at: { site?: number; team?: number }): StaffPlan => ({
    role,
    name: drawName(random, "KH", random.pick(["feminine", "masculine"])).latin,
    email: `${role}${nth}.house${number}@example.org`,
    ...at,
  });
  return {
    name: `House ${number} (demo)`,
    sites: ["KH-12", "KH-18", "KH-1", "KH-2"].map((province, i) => ({
      name: `Site ${i + 1}`,
      province,
      teams: ["North", "Middle", "South"],
    })),
    staff: [
      ...Array.from({ length: 60 }, (_, i) =>
        person("caseworker", i + 1, { site: i % 4, team: Math.floor(i / 4) % 3 }),
      ),
      ...Array.from({ length: 4 }, (_, i) => person("coordinator", i + 1, { site: i })),
      person("administrator", 1, {}),
    ],
  };
}
