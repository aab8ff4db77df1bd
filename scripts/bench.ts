import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import { disconnect } from "@/lib/core/db";
import { build, isBuilt } from "@/scripts/launch/build.mjs";
import { measureAuditCost } from "./bench/audit-cost";
import { asOwner, makeDatabase } from "./bench/database";
import { connections, drive } from "./bench/load";
import { type BenchOptions, readOptions } from "./bench/options";
import { viewPages } from "./bench/pages";
import { cpuSeconds, residentMegabytes, type Server, startBare, startDoor } from "./bench/processes";
import { measureQuestions } from "./bench/questions";
import { columns, type Part, type Round, type Summary, summarise, tableOf } from "./bench/report";
import { measureSight } from "./bench/sight";
import { measureTrail } from "./bench/trail";
import { prepare, signIn, type Workload } from "./bench/workloads";
import { Unusable } from "./seed/options";

/** So many cases are made with all that hangs on them; the rest are copies of the case alone. */
const seededForSight = 500;
const cleanUp: (() => unknown)[] = [];
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void finish().then(() => process.exit(130)));

try {
  process.exitCode = (await bench(readOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Unusable ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
} finally {
  await finish();
}

/** True when every figure is where it must be. */
async function bench(options: BenchOptions): Promise<boolean> {
  if (options.trail > 0)
    return measureTrail(process.env.DATABASE_OWNER_URL!, process.env.DATABASE_WORKER_URL!, options.trail);
  const urls = {
    owner: process.env.DATABASE_OWNER_URL!,
    app: process.env.DATABASE_URL!,
    auth: process.env.DATABASE_AUTH_URL!,
  };
  if (options.questions > 0) return measureQuestions(urls, options.questions);
  const alone = options.sight || options.auditCost;
  if (!alone && !options.built && !isBuilt()) await build();
  const database = await makeDatabase(
    urls,
    options.sight ? Math.min(options.cases, seededForSight) : options.cases,
  );
  cleanUp.push(database.drop);
  process.env.DATABASE_URL = database.urls.app;
  process.env.DATABASE_AUTH_URL = database.urls.auth;
  if (options.sight) return measureSight(database.urls, options.cases);
  if (options.auditCost) return measureAuditCost(database.urls, options.rounds, options.seconds);
  const door = await startDoor(database.urls);
  cleanUp.push(door.stop);
  const { asker, workloads, recording } = await asOwner(database.urls.owner, async (client) => {
    const asker = await signIn(client, door.origin);
    return { asker, ...(await prepare(client, asker)) };
  });
  await disconnect();
  if (options.pages)
    return viewPages(
      door,
      asker.headers,
      workloads.find(({ name }) => name === "case.get")!,
    );

  const folder = mkdtempSync(join(tmpdir(), "onward-bench-"));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "tape"), serialize(recording), { mode: 0o600 });
  const bare = await startBare(database.urls, join(folder, "tape"));
  cleanUp.push(bare.stop);
  const wanted = workloads.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const summaries: Summary[] = [];
  for (const workload of wanted) summaries.push(await measure(workload, options, door, bare, asker.headers));
  console.log(`\n${tableOf([columns, ...summaries.map(({ cells }) => cells)])}`);
  console.log(
    `\n${connections} connections, ${options.rounds} rounds of ${options.seconds} s each, medians; memory: door ${memoryOf(door)}, bare ${memoryOf(bare)}`,
  );
  return summaries.every(({ ratio, floor }) => ratio >= floor);
}

/** Drives both servers in turn, round after round; on odd rounds the bare one comes first. */
async function measure(
  { name, floor, calls }: Workload,
  { rounds, seconds }: BenchOptions,
  door: Server,
  bare: Server,
  headers: Record<string, string>,
): Promise<Summary> {
  let sent = 0;
  const next = () => calls[sent++ % calls.length]!;
  const part = async ({ port, pid }: Server, time: number): Promise<Part> => {
    const before = cpuSeconds(pid);
    const driven = await drive(port, headers, next, time);
    return { ...driven, cpuSeconds: cpuSeconds(pid) - before };
  };
  for (const server of [door, bare]) await part(server, Math.min(2, seconds));
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? await part(door, seconds) : undefined;
    const ofBare = await part(bare, seconds);
    done.push({ door: first ?? (await part(door, seconds)), bare: ofBare });
    process.stdout.write(
      `${name} ${round + 1}/${rounds}: ${(done[round]!.door.perSecond / ofBare.perSecond).toFixed(2)}\n`,
    );
  }
  return summarise(name, floor, done);
}

function memoryOf({ pid }: Server): string {
  return `${residentMegabytes(pid).toFixed(0)} MB`;
}

async function finish(): Promise<void> {
  await disconnect().catch(() => {});
  for (const work of cleanUp.splice(0).reverse()) await Promise.resolve(work()).catch?.(() => {});
}
