import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { makeCase } from "@/lib/testing/cases";
import { useDatabase } from "@/lib/testing/database";
import { runAs, type Statement } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation } from "@/lib/testing/staff";

const database = useDatabase();
let home: TestOrganisation;
let away: TestOrganisation;
let owner: Staff;
let sameTeam: Staff;
let otherTeam: Staff;
let coordinator: Staff;
let farCoordinator: Staff;
let administrator: Staff;
let stranger: Staff;
let referralId: string;
let caseId: string;
const system = (organisationId: string): Actor => ({ kind: "system", organisationId, name: "test" });

type Rows = [table: string, covering: string, row: object][];

/** One row of everything that belongs to an organisation. */
async function fill(
  organisation: TestOrganisation,
  staff: Staff,
): Promise<{ caseId: string; referralId: string }> {
  const file = await makeCase(database.ownerUrl, staff);
  const organisation_id = organisation.id;
  const [person_id, case_id] = [file.personId, file.id];
  const ids = { need: newId(), partner: newId(), referral: newId(), consent: newId() };
  const bytes = Buffer.from("sealed");
  const rows: Rows = [
    ["person_name", person_id, { id: newId(), person_id, type: "stated", full_sealed: bytes }],
    ["person_contact", person_id, { id: newId(), person_id, method: "phone", safe_to_contact: "yes" }],
    ["identity_document", person_id, { id: newId(), person_id, type: "passport", number_sealed: bytes }],
    ["match_key", person_id, { token: bytes, person_id, kind: "phone" }],
    ["exit_event", "", { case_id, mode: "police_raid" }],
    [
      "note",
      "",
      {
        case_id,
        author_id: staff.userId,
        kind: "talk",
        language: "en",
        body_sealed: bytes,
        occurred_at: new Date(),
      },
    ],
    ["task", "", { case_id, kind: "case_assigned", subject_id: newId(), due_at: new Date() }],
    [
      "consent",
      ids.consent,
      {
        id: ids.consent,
        case_id,
        scope: "referral",
        answer: "given",
        language: "en",
        method: "written",
        text_version: "1",
        explained_by: staff.userId,
        given_at: new Date(),
        expires_at: new Date(),
      },
    ],
    [
      "need",
      ids.need,
      {
        id: ids.need,
        case_id,
        type_code: "N02",
        urgency: "soon",
        status: "wanted",
        person_agrees: "yes",
        identified_at: new Date(),
        identified_by: staff.userId,
        due_at: new Date(),
      },
    ],
    ["partner", ids.partner, { id: ids.partner, name: "Shelter", type: "ngo_shelter" }],
    ["partner_service", ids.partner, { id: newId(), partner_id: ids.partner, need_code: "N02" }],
    [
      "referral",
      ids.referral,
      {
        id: ids.referral,
        case_id,
        need_id: ids.need,
        partner_id: ids.partner,
        consent_id: ids.consent,
        status: "sent",
        urgency: "soon",
        created_by: staff.userId,
        created_at: new Date(),
      },
    ],
    [
      "partner_link",
      ids.referral,
      { id: newId(), referral_id: ids.referral, hash: Buffer.from(ids.referral), expires_at: new Date() },
    ],
    [
      "session",
      staff.userId,
      {
        id: newId(),
        user_id: staff.userId,
        hash: Buffer.from(staff.userId),
        idle_expires: new Date(),
        absolute_expires: new Date(),
      },
    ],
    [
      "invitation",
      staff.userId,
      { id: newId(), user_id: staff.userId, hash: Buffer.from(staff.userId), expires_at: new Date() },
    ],
    [
      "intake_draft",
      "",
      { owner_id: staff.userId, level: "l0", step: "x", answers_sealed: bytes, updated_at: new Date() },
    ],
    [
      "person_request",
      "",
      { case_id, kind: "copy", received_by: staff.userId, ...at("received_at", "due_at") },
    ],
    ["legal_hold", "", { case_id, basis: "other", placed_by: staff.userId, ...at("placed_at", "review_at") }],
    ["erasure", "", { case_id, reason: "unlawful", proposed_by: staff.userId, ...at("proposed_at") }],
    [
      "idempotent_answer",
      staff.userId,
      { actor_id: staff.userId, key: "k", command: "note.add", body_hash: bytes },
    ],
  ];
  const user_id = staff.userId;
  const unique = Buffer.from(user_id);
  const access: Rows = [
    ["access_grant", user_id, { id: newId(), user_id, kind: "duty_officer" }],
    ["case_access", "", { user_id, case_id, kind: "asked", status: "waiting" }],
    ["passkey", user_id, { id: newId(), user_id, credential_id: unique, public_key: bytes, name: "Phone" }],
    ["totp", user_id, { user_id, seed_sealed: bytes }],
    ["recovery_code", user_id, { id: newId(), user_id, hash: bytes }],
    ["factor_reset", user_id, { id: newId(), user_id, proposed_by: user_id, proposed_at: new Date() }],
    [
      "api_token",
      user_id,
      {
        id: newId(),
        user_id,
        name: "x",
        hash: unique,
        permissions: [],
        assurance: 1,
        expires_at: new Date(),
      },
    ],
    ["watch_alert", "", { user_id, rule: "night", period_start: new Date(), count: 3 }],
    ["trail_check", "", { asked_by: user_id }],
    ["audit_export", "", { asked_by: user_id, filter: {} }],
    ["watch_setting", organisation_id, { rule: "night", threshold: 3 }],
    ["retention_setting", organisation_id, { class: "draft", days: 9 }],
  ];
  await insertRows(staff, rows);
  await insertRows(system(organisation_id), access, ["select set_config('app.role', 'administrator', true)"]);
  return { caseId: file.id, referralId: ids.referral };
}

function at(...columns: string[]): Record<string, Date> {
  return Object.fromEntries(columns.map((column) => [column, new Date()]));
}

/** Inserts as the owner, whom most policies bind, so in the name of who may. An empty covering is the row's own id. */
async function insertRows(actor: Actor, rows: Rows, ...before: Statement[]): Promise<void> {
  const covered: string[] = [];
  const inserts = rows.map(([table, covering, row]): Statement => {
    const full = {
      organisation_id: actor.organisationId,
      ...(covering === "" && { id: newId() }),
      ...row,
    } as Record<string, unknown>;
    covered.push(covering || (full.id as string));
    const columns = Object.keys(full);
    return [
      `insert into ${table} (${columns}) values (${columns.map((_, i) => `$${i + 1}`)})`,
      Object.values(full),
    ];
  });
  await runAs(database.ownerUrl, actor, ...before, ...inserts, setup(actor.organisationId, covered));
}

beforeAll(async () => {
  home = await makeOrganisation(database.ownerUrl);
  away = await makeOrganisation(database.ownerUrl);
  owner = await makeStaff(database.ownerUrl, home, "caseworker");
  sameTeam = await makeStaff(database.ownerUrl, home, "caseworker");
  otherTeam = await makeStaff(database.ownerUrl, home, "caseworker", { team: 1 });
  coordinator = await makeStaff(database.ownerUrl, home, "coordinator");
  farCoordinator = await makeStaff(database.ownerUrl, home, "coordinator", { site: home.sites[1]! });
  administrator = await makeStaff(database.ownerUrl, home, "administrator");
  stranger = await makeStaff(database.ownerUrl, away, "coordinator");
  ({ caseId, referralId } = await fill(home, owner));
  await fill(away, await makeStaff(database.ownerUrl, away, "caseworker"));
});

/** As the role that an actor's statements run as; `null` is a connection that knows nobody. */
const query = <Row extends Record<string, unknown>>(
  actor: Actor | null,
  sql: string,
  values: unknown[] = [],
  url = actor?.kind === "system" ? database.workerUrl : database.appUrl,
) => runAs<Row>(url, actor, [sql, values]);

const readable = `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  and has_any_column_privilege('onward_app', c.oid, 'SELECT') and c.relname <> all ('{need_type,worker_beat}') order by 1`;
const readableTables = async () => (await query<{ name: string }>(null, readable)).map(({ name }) => name);

/** How many rows of which organisation an actor sees: `{ note: { [organisationId]: 1 } }`, empty tables left out. */
async function seenBy(actor: Actor | null, url?: string): Promise<Record<string, Record<string, number>>> {
  const counts = (await readableTables()).map((table) => {
    const key = table === "organisation" ? "id" : "organisation_id";
    return `select '${table}' as name, ${key} as id, count(*)::int as n from ${table} group by ${key}`;
  });
  const seen: Record<string, Record<string, number>> = {};
  for (const { name, id, n } of await query<{ name: string; id: string; n: number }>(
    actor,
    counts.join(" union all "),
    [],
    url,
  ))
    seen[name] = { ...seen[name], [id]: n };
  return seen;
}

describe("without a context", () => {
  it("every table is empty", async () => {
    expect((await readableTables()).length).toBeGreaterThan(20);
    expect(await seenBy(null)).toEqual({});
  });

  it("nothing can be written", async () => {
    await expect(
      query(
        null,
        "insert into partner (organisation_id, id, name, type) values ($1, $2, 'x', 'ngo_shelter')",
        [home.id, newId()],
      ),
    ).rejects.toMatchObject({ code: "42501" });
    expect(await query(null, "update case_file set level = 'l2' returning id")).toEqual([]);
  });
});

describe("who serves and claims to be the program", () => {
  it("sees nothing, in every table", async () => {
    expect(await seenBy(system(home.id), database.appUrl)).toEqual({});
    expect(await seenBy(system(home.id))).not.toEqual({});
  });

  it("can write nothing, not even an event in the program's name", async () => {
    const event = `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, request_id, app_version)
      values ($1, $2, 'write', 'task.open', 'system', 'task', 'r', '0')`;
    const partner = "insert into partner (organisation_id, id, name, type) values ($1, $2, 'x', 'media')";
    for (const sql of [event, partner])
      await expect(query(system(home.id), sql, [home.id, newId()], database.appUrl)).rejects.toMatchObject({
        code: "42501",
      });
    await expect(query(owner, event, [home.id, newId()])).rejects.toMatchObject({ code: "42501" });
    await query(system(home.id), event, [home.id, newId()]);
    const change = "update case_file set level = 'l2' returning id";
    expect(await query(system(home.id), change, [], database.appUrl)).toEqual([]);
  });

  it("cannot become the worker", async () => {
    for (const sql of ["set role onward_worker", "set session authorization onward_worker"])
      await expect(query(null, sql)).rejects.toMatchObject({ code: "42501" });
  });
});

it("sign-in reaches no table", async () => {
  for (const table of await readableTables())
    await expect(query(null, `select from ${table}`, [], database.authUrl)).rejects.toMatchObject({
      code: "42501",
    });
});

it("a statement injected where pages are served reaches no password, no session and no attempt", async () => {
  for (const sql of [
    "select * from sign_in_candidates('dara@example.org')",
    "select password_hash from user_account",
    "select open_session(null, null, null, null, null, null, null, null, null, null)",
    "select session_actor('')",
    "select throttle_clear('sign-in:account:dara@example.org')",
  ])
    await expect(query(owner, sql)).rejects.toMatchObject({ code: "42501" });
});

describe("with a context", () => {
  it("only one's own organisation exists, in every table", async () => {
    for (const actor of [owner, coordinator, administrator, system(home.id)]) {
      const organisations = Object.values(await seenBy(actor)).flatMap((counts) => Object.keys(counts));
      expect(new Set(organisations)).toEqual(new Set([home.id]));
    }
    const everything = { ...(await seenBy(system(home.id))), ...(await seenBy(owner)) };
    expect(Object.keys(everything).sort()).toEqual(await readableTables());
  });

  it("rows of another organisation can be neither written nor moved", async () => {
    for (const actor of [stranger, system(away.id)]) {
      await expect(
        query(
          actor,
          "insert into partner (organisation_id, id, name, type) values ($1, $2, 'x', 'ngo_shelter')",
          [home.id, newId()],
        ),
      ).rejects.toMatchObject({ code: "42501" });
      expect(
        await query(actor, "update case_file set level = 'l2' where organisation_id = $1 returning id", [
          home.id,
        ]),
      ).toEqual([]);
    }
    await expect(
      query(system(away.id), "update partner set organisation_id = $1", [home.id]),
    ).rejects.toMatchObject({ code: expect.stringMatching(/42501|23/) });
  });

  it.each([
    ["its caseworker", () => owner, 1],
    ["a colleague of the team", () => sameTeam, 1],
    ["another team of the site", () => otherTeam, 0],
    ["the coordinator of the site", () => coordinator, 1],
    ["the coordinator of another site", () => farCoordinator, 0],
    ["an administrator", () => administrator, 0],
    ["another organisation", () => stranger, 0],
    ["the program", () => system(home.id), 1],
  ] as const)("a case and all that hangs on it is seen by %s as it should", async (_who, actorOf, seen) => {
    const actor = actorOf();
    for (const table of [
      "case_file",
      "exit_event",
      "note",
      "task",
      "consent",
      "need",
      "referral",
      "partner_link",
    ]) {
      const key = table === "case_file" ? "id" : table === "partner_link" ? "referral_id" : "case_id";
      const rows = await query(actor, `select ${key} from ${table} where ${key} = $1`, [
        table === "partner_link" ? referralId : caseId,
      ]);
      expect([table, rows.length]).toEqual([table, seen]);
    }
    for (const table of ["person", "person_name", "person_contact", "identity_document"]) {
      const key = table === "person" ? "id" : "person_id";
      const rows = await query(
        actor,
        `select id from ${table} where organisation_id = $1 and ${key} = (select person_id from case_file where id = $2)`,
        [home.id, caseId],
      );
      expect([table, rows.length]).toEqual([table, seen]);
    }
    const keys = await query(actor, "select id from sealing_key where kind in ('case', 'person')");
    expect(
      keys.length >= seen * 2 && (seen === 1 || actor.organisationId !== home.id || keys.length === 0),
    ).toBe(true);
  });

  it("a draft is its owner's alone", async () => {
    for (const [actor, seen] of [
      [owner, 1],
      [sameTeam, 0],
      [coordinator, 0],
      [administrator, 0],
    ] as const) {
      expect(await query(actor, "select id from intake_draft")).toHaveLength(seen);
    }
  });

  it("a partner's link opens its referral and what it needs, and nothing else", async () => {
    const partner: Actor = { kind: "partner", organisationId: home.id, referralId };
    const one = { [home.id]: 1 };
    expect(await seenBy(partner)).toEqual({
      consent: one,
      need: one,
      organisation: one,
      partner: one,
      partner_link: one,
      referral: one,
      sealing_key: one,
    });
    expect(await seenBy({ ...partner, referralId: newId() })).toEqual({ organisation: one });
  });
});

it("what a membership gave ends with it", async () => {
  const leaving = await makeStaff(database.ownerUrl, home, "caseworker");
  const sees = async () => (await query(leaving, "select id from case_file where id = $1", [caseId])).length;
  expect(await sees()).toBe(1);
  for (const change of [
    "ends_at = now() - interval '1 second'",
    "ends_at = null, status = 'pending'",
    "status = 'ended'",
  ]) {
    await changeAsOwner(`update membership set ${change} where user_id = $1`, leaving.userId);
    expect([change, await sees()]).toEqual([change, 0]);
  }
});

const changeAsOwner = (sql: string, userId: string) =>
  runAs(database.ownerUrl, system(home.id), [sql, [userId]], setup(home.id, [userId]));

function setup(organisationId: string, covers: string[]): Statement {
  return [
    `insert into audit_event (organisation_id, id, kind, action, actor_kind, entity, covers, request_id, app_version)
     values ($1, $2, 'write', 'setup', 'system', 'setup', $3, 'r', '0')`,
    [organisationId, newId(), covers],
  ];
}
