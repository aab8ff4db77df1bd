import pg from "pg";
import { hotQuery } from "@/lib/core/hot";
import { newId } from "@/lib/core/ids";
import { queries } from "@/lib/registry";
import { asOwner, type DatabaseUrls } from "./database";
import { connections } from "./load";
import { median, tableOf } from "./report";
import { fill, record, type Tape } from "./tape";
import { type Asker, prepare, signIn } from "./workloads";

/** What the trail may cost: an audited write takes at most so many times as long as the same transaction without it. */
const most = 1.3;

type Part = { perSecond: number; p50: number };
type Way = { name: string; limited: boolean; once: (audited: boolean, nth: number) => Promise<unknown> };

/**
 * Sends the very statements of `referral.create` and `case.get` to the database over sixteen connections, in turn with and
 * without what the trail adds: the event, and for a write the lock that looks for it at the commit. True when the write
 * stays within its limit.
 */
export async function measureAuditCost(
  urls: DatabaseUrls,
  rounds: number,
  seconds: number,
): Promise<boolean> {
  const pool = new pg.Pool({ connectionString: urls.app, max: connections });
  try {
    const ways = await asOwner(urls.owner, async (client) => {
      const asker = await signIn(client, "http://bench");
      const { recording } = await prepare(client, asker);
      return [writes(recording, pool), await views(asker, [...recording.reads.keys()])];
    });
    const rows = [["", "with /s", "without /s", "ratio", "with p50", "without p50", ""]];
    let good = true;
    for (const way of ways) {
      const { withIt, without, ratio } = await compare(urls, way, rounds, seconds);
      const held = !way.limited || ratio <= most;
      good &&= held;
      const figures = [withIt.perSecond.toFixed(0), without.perSecond.toFixed(0), ratio.toFixed(2)];
      const times = [withIt, without].map(({ p50 }) => `${p50.toFixed(1)} ms`);
      rows.push([way.name, ...figures, ...times, way.limited ? (held ? "held" : "MISSED") : ""]);
    }
    console.log(`\n${tableOf(rows)}\n`);
    console.log(`${connections} connections, ${rounds} rounds of ${seconds} s each way in turn, medians`);
    return good;
  } finally {
    await pool.end();
  }
}

function writes({ writes: all }: Awaited<ReturnType<typeof prepare>>["recording"], pool: pg.Pool): Way {
  const { template, targets } = all.get("/api/commands/referral.create")!;
  const isEvent = ({ text }: Tape[number]) => text.startsWith("insert into audit_event");
  if (template.statements.filter(isEvent).length !== 1) throw new Error("the write has not one event");
  const bare = { ...template, statements: template.statements.filter((statement) => !isEvent(statement)) };
  const some = [...targets.values()];
  return {
    name: "referral.create",
    limited: true,
    once: (audited, nth) => inOrder(pool, fill(audited ? template : bare, some[nth % some.length]!, newId)),
  };
}

async function views({ actor }: Asker, paths: readonly string[]): Promise<Way> {
  const origin = { requestId: "bench", network: null, device: null };
  const tapes: { audited: Tape[number]; bare: Tape[number] }[] = [];
  for (const path of paths.filter((one) => one.startsWith("/api/queries/case.get?")).slice(0, 200)) {
    const caseId = new URLSearchParams(path.split("?")[1]).get("caseId");
    const tape = await record(() => queries.get("case.get")!.execute(actor, { caseId }, origin));
    const audited = tape.find(({ context }) => context)!;
    tapes.push({ audited, bare: withoutEvent(audited) });
  }
  return {
    name: "case.get",
    limited: false,
    once(audited, nth) {
      const tape = tapes[nth % tapes.length]!;
      return hotQuery(actor, audited ? anew(tape.audited) : tape.bare);
    },
  };
}

/** The same view once more: its event has another id. */
function anew({ text, values }: Tape[number]): Tape[number] {
  const event = String(values.at(-1)).replace(/"id":"[0-9a-f-]{36}"/, `"id":"${newId()}"`);
  return { text, values: [...values.slice(0, -1), event] };
}

function withoutEvent({ text, values }: Tape[number]): Tape[number] {
  const [, select] =
    /^with answer as materialized \((.*)\), event as \(\s*insert into audit_event/s.exec(text) ?? [];
  if (select === undefined) throw new Error("the view has no event");
  return { text: select, values: values.slice(0, -1) };
}

async function compare(urls: DatabaseUrls, way: Way, rounds: number, seconds: number) {
  const parts = { withIt: [] as Part[], without: [] as Part[] };
  for (let round = -1; round < rounds; round++) {
    const order = round % 2 === 0 ? [true, false] : [false, true];
    for (const audited of order) {
      await lock(urls, audited);
      const part = await drive(way, audited, round < 0 ? 1 : seconds);
      if (round >= 0) parts[audited ? "withIt" : "without"].push(part);
    }
  }
  await lock(urls, true);
  const ratio = median(parts.withIt.map(({ perSecond }, i) => parts.without[i]!.perSecond / perSecond));
  const middle = (some: Part[]): Part => ({
    perSecond: median(some.map(({ perSecond }) => perSecond)),
    p50: median(some.map(({ p50 }) => p50)),
  });
  return { withIt: middle(parts.withIt), without: middle(parts.without), ratio };
}

/** Without an event the commit would be refused; the database is thrown away afterwards. */
function lock(urls: DatabaseUrls, on: boolean): Promise<unknown> {
  return asOwner(urls.owner, (client) =>
    client.query(`alter table referral ${on ? "enable always" : "disable"} trigger audited`),
  );
}

async function drive({ once }: Way, audited: boolean, seconds: number): Promise<Part> {
  const milliseconds: number[] = [];
  const started = performance.now();
  let nth = 0;
  const lane = async () => {
    while (performance.now() - started < seconds * 1_000) {
      const sent = performance.now();
      await once(audited, nth++);
      milliseconds.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const elapsed = (performance.now() - started) / 1_000;
  return { perSecond: milliseconds.length / elapsed, p50: median(milliseconds) };
}

async function inOrder(pool: pg.Pool, tape: Tape): Promise<void> {
  const client = await pool.connect();
  try {
    for (const statement of tape) await client.query(statement);
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
