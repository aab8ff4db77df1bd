import "server-only";
import type { SecondPlace } from "@/lib/audit/sealing/anchor";
import type { Checkpoint } from "@/lib/audit/sealing/checkpoint";
import { type DumpFile, readDump } from "@/lib/audit/sealing/dump";
import { instantText, timeOf } from "@/lib/audit/sealing/leaf";
import { TrailJudge } from "@/lib/audit/sealing/judge";
import {
  checkpointsAfter,
  eventsIn,
  headNumber,
  leavesOf,
  type Reader,
  tails,
} from "@/lib/audit/sealing/reading";
import { type Finding, patienceSeconds, silenceMinutes } from "@/lib/audit/sealing/schema";

export type VerifyOptions = {
  /** Public keys that are to be believed; null believes those that the trail itself names. */
  keys: ReadonlySet<string> | null;
  second: SecondPlace | null;
  /** Checkpoints before which a gap is known to come from restoring a backup. */
  restored: ReadonlySet<number>;
};

export type Report = {
  checkpoints: number;
  events: number;
  byOrganisation: ReadonlyMap<string, number>;
  /** When the last checkpoint was made. */
  sealedAt: string | null;
  /** Everything that was found; only the first thousand are in `findings`. */
  found: number;
  findings: Finding[];
  unsealed: { count: number; oldest: string | null };
  /** Something has waited for its seal too long, or the sealer has been silent. */
  late: boolean;
  /** The last number in the second place. */
  elsewhere: number | null;
};

export type Progress = (done: number, total: number) => Promise<void> | void;

/** `tampered` outweighs `late`. */
export function outcomeOf({ found, late }: Pick<Report, "found" | "late">): "good" | "tampered" | "late" {
  return found > 0 ? "tampered" : late ? "late" : "good";
}

/** How many events are asked for together. */
const eventsAtOnce = 5_000;

/**
 * Checks the trail of a database as the worker or the owner. `reader` must be a connection of its own: everything is read as it
 * was at one moment, in a transaction that writes nothing.
 */
export async function verifyDatabase(
  reader: Reader,
  options: VerifyOptions,
  progress: Progress = () => {},
): Promise<Report> {
  await reader.query("begin isolation level repeatable read read only");
  try {
    const judge = new TrailJudge({ ...options, leavesOf: (number) => leavesOf(reader, number) });
    const total = await headNumber(reader);
    for await (const some of groups(reader, judge, options)) {
      await readEvents(reader, judge, some);
      await judge.settle();
      await progress(some.at(-1)!.number, total);
    }
    const now = (await reader.query<{ now: Date }>("select now()")).rows[0]!.now;
    const beyond = await tails(reader);
    judge.unsealed.count = beyond.reduce((sum, { count }) => sum + count, 0);
    judge.unsealed.oldest = beyond.map(({ oldest }) => instantText(oldest)).sort()[0] ?? null;
    return reportOf(judge, options, now);
  } finally {
    await reader.query("rollback");
  }
}

/** Checkpoints in their order, as many together as have few enough events, of one cluster each. */
async function* groups(
  reader: Reader,
  judge: TrailJudge,
  options: VerifyOptions,
): AsyncGenerator<Checkpoint[]> {
  let group: Checkpoint[] = [];
  let events = 0;
  for (let after = 0; ;) {
    const page = await checkpointsAfter(reader, after, 500);
    for (const one of page) {
      if (!take(one, judge, options)) continue;
      const other = group.length > 0 && group[0]!.cluster !== one.cluster;
      if (other || (group.length > 0 && events + one.count > eventsAtOnce)) {
        yield group;
        [group, events] = [[], 0];
      }
      judge.checkpoint(one);
      group.push(one);
      events += one.count;
    }
    const last = page.at(-1);
    if (last === undefined) break;
    after = typeof last === "number" ? last : last.number;
  }
  if (group.length > 0) yield group;
}

/** One that cannot be read any more was not written by the sealer. */
function take(one: Checkpoint | number, judge: TrailJudge, { second }: VerifyOptions): one is Checkpoint {
  if (typeof one === "number") {
    judge.find({ kind: "signature", checkpoint: one });
    return false;
  }
  const elsewhere = second?.see(one);
  if (elsewhere) judge.find(elsewhere);
  return true;
}

async function readEvents(reader: Reader, judge: TrailJudge, group: readonly Checkpoint[]): Promise<void> {
  const { cluster } = group[0]!;
  const by = (pick: (one: Checkpoint) => string) =>
    group.map(pick).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const window = { cluster, txFrom: by(({ txFrom }) => txFrom)[0]!, txTo: by(({ txTo }) => txTo).at(-1)! };
  for (const event of await eventsIn(reader, window)) judge.event(event);
}

/** Checks the trail in a plain-text dump of pg_dump, without any database. Its time is that of the last thing in it. */
export async function verifyDump(
  file: string,
  options: VerifyOptions,
  progress: Progress = () => {},
): Promise<Report> {
  const dump: DumpFile = await readDump(file);
  const judge = new TrailJudge({ ...options, leavesOf: dump.leavesOf });
  let last = "";
  const see = (at: string) => void (last = at > last ? at : last);
  for await (const one of dump.checkpoints()) {
    if (!take(one, judge, options)) continue;
    judge.checkpoint(one);
    see(one.at);
  }
  for await (const { events, share } of dump.events()) {
    for (const event of events) {
      judge.event(event);
      see(timeOf(event));
    }
    await progress(share, 100);
  }
  await judge.settle();
  return reportOf(judge, options, new Date(last || 0));
}

function reportOf(judge: TrailJudge, { second }: VerifyOptions, now: Date): Report {
  const beyond = second?.beyond(judge.last?.number ?? 0);
  if (beyond) judge.find(beyond);
  const { unsealed, last, checkpoints, found } = judge;
  const waits =
    unsealed.oldest !== null && now.getTime() - Date.parse(unsealed.oldest) > patienceSeconds * 1000;
  const silent = last !== null && now.getTime() - Date.parse(last.at) > silenceMinutes * 60_000;
  return {
    checkpoints,
    events: [...judge.events.values()].reduce((sum, count) => sum + count, 0),
    byOrganisation: judge.events,
    sealedAt: last?.at ?? null,
    found,
    findings: judge.verdict(),
    unsealed,
    late: waits || silent,
    elsewhere: second?.last ?? null,
  };
}
