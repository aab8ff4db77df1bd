#!/usr/bin/env node
// By hand, on Linux: node scripts/launch/proof.mjs. Starts the whole program in a folder of its own, hurts it in every way
// the launcher promises to survive, and says what happened.
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { healthOf } from "./health.mjs";
import { freePort } from "./ports.mjs";
import { stopPostgres } from "./postgres.mjs";
import { placeFor } from "./postgres-place.mjs";
import { isAlive, until } from "./processes.mjs";
import { begin, pidsOf } from "./proof-launcher.mjs";

const home = mkdtempSync(join(tmpdir(), "onward-proof-"));
const port = await freePort();
const env = {
  ...process.env,
  ONWARD_HOME: home,
  PORT: String(port),
  ONWARD_DEMO: process.env.ONWARD_DEMO ?? "1",
};
let failures = 0;
let launcher;

async function proves(title, work) {
  const began = Date.now();
  const result = await work().catch((error) => error);
  const fine = !(result instanceof Error);
  if (!fine) failures++;
  process.stdout.write(
    `${fine ? "yes" : "NO "}  ${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${title}`,
  );
  process.stdout.write(fine ? "\n" : `\n${result.message}\n`);
}
function must(fact, sentence) {
  if (!fact) throw new Error(sentence);
}
const healthy = () => until(async () => (await healthOf(port)) === 200, { within: 30_000, every: 100 });
const nothingLeft = (pids) =>
  until(() => Object.values(pids).every((pid) => !isAlive(pid)), { within: 15_000 });
const start = async () => {
  launcher = begin(env);
  must(await launcher.says(/Onward is ready: /), launcher.output());
};
const refused = async (more, sentence) => {
  const other = begin({ ...env, ...more });
  const code = await other.ended;
  must(code === 1, `exit code ${code}: ${other.output()}`);
  must(sentence.test(other.output()), other.output());
};

await proves("a first start ends with the ready line", start);
await proves("web and worker know the database's addresses for their own roles only", async () => {
  const pids = pidsOf(home);
  for (const [program, roles] of [
    ["web", ["DATABASE_AUTH_URL", "DATABASE_URL"]],
    ["worker", ["DATABASE_WORKER_URL"]],
  ]) {
    const lines = readFileSync(`/proc/${pids[program]}/environ`, "utf8").split("\0");
    const known = lines.map((line) => line.split("=")[0]).filter((name) => /^DATABASE_/.test(name));
    must(known.sort().join() === roles.join(), `${program} knows ${known}`);
  }
});
for (const name of ["web", "worker"])
  await proves(`${name} killed with -9 is started again`, async () => {
    const before = pidsOf(home)[name];
    process.kill(before, "SIGKILL");
    must(
      await until(() => pidsOf(home)[name] && pidsOf(home)[name] !== before, { within: 10_000 }),
      launcher.output(),
    );
    must(await healthy(), "not healthy again");
  });
await proves("postgres killed with -9 is started again, web and worker live on", async () => {
  const before = pidsOf(home);
  process.kill(before.postgres, "SIGKILL");
  must(
    await until(() => (pidsOf(home).postgres ?? before.postgres) !== before.postgres, { within: 15_000 }),
    "not restarted",
  );
  must(await healthy(), "not healthy again");
  const after = pidsOf(home);
  must(after.web === before.web && after.worker === before.worker, "web or worker was replaced");
});
await proves("a second launcher on the same folder is refused and harms nothing", async () => {
  await refused({ PORT: String(await freePort()) }, /already running on .*: stop it first/);
  must((await healthOf(port)) === 200, "the first one suffered");
});
await proves("a launcher on the same port is refused at once", async () => {
  const other = mkdtempSync(join(tmpdir(), "onward-proof-"));
  await refused({ ONWARD_HOME: other }, /Port \d+ is already in use/);
  rmSync(other, { recursive: true });
});
await proves("a script beside it shares the database and leaves it running", async () => {
  const script = join(home, "look.ts");
  writeFileSync(
    script,
    `if (!process.env.DATABASE_OWNER_URL) throw new Error("no owner"); console.log("looked")`,
  );
  const run = begin(env, ["scripts/run.mjs", script]);
  must((await run.ended) === 0 && /looked/.test(run.output()), run.output());
  must((await healthOf(port)) === 200, "the database was stopped");
});
await proves("one Ctrl-C ends everything with exit code 0", async () => {
  const pids = pidsOf(home);
  launcher.signalGroup("SIGINT");
  const code = await launcher.ended;
  must(code === 0, `exit code ${code}: ${launcher.output()}`);
  must(await nothingLeft(pids), "something is left");
});
await proves("a second start, with secrets from before two of the roles were known", async () => {
  const file = join(home, "secrets.json");
  const read = () => JSON.parse(readFileSync(file, "utf8"));
  const later = /^database(Auth|Worker)Password$/;
  writeFileSync(
    file,
    JSON.stringify(Object.fromEntries(Object.entries(read()).filter(([name]) => !later.test(name)))),
  );
  await start();
  must(Object.keys(read()).filter((name) => later.test(name)).length === 2, "the passwords were not added");
});
await proves("SIGTERM ends everything with exit code 0", async () => {
  const pids = pidsOf(home);
  launcher.signal("SIGTERM");
  must((await launcher.ended) === 0, launcher.output());
  must(await nothingLeft(pids), "something is left");
});
await proves("the launcher killed with -9 takes web and worker with it", async () => {
  await start();
  const { postgres, ...pids } = pidsOf(home);
  process.kill(pids.launcher, "SIGKILL");
  must(await nothingLeft(pids), "something is left");
  must(isAlive(postgres), "postgres should wait for the next start");
});
await proves("and the next start takes over from it", start);
await proves("Ctrl-C again", async () => {
  launcher.signalGroup("SIGINT");
  must((await launcher.ended) === 0, launcher.output());
});
await proves("a Ctrl-C in the middle of starting leaves nothing", async () => {
  const early = begin(env);
  await early.says(/Starting web server/);
  const pids = pidsOf(home);
  early.signalGroup("SIGINT");
  const code = await early.ended;
  must(code !== null && (await nothingLeft(pids)), `exit code ${code}, something is left: ${early.output()}`);
});
await proves("secrets that others can read are refused", async () => {
  chmodSync(join(home, "secrets.json"), 0o644);
  await refused({}, /can be read by other users: run chmod 600/);
  chmodSync(join(home, "secrets.json"), 0o600);
});
await proves("missing secrets beside data are refused", async () => {
  const file = join(home, "secrets.json");
  renameSync(file, `${file}.away`);
  await refused({}, /is missing although there is data/);
  renameSync(`${file}.away`, file);
});

await stopPostgres(placeFor(join(home, "postgres")).dataDir);
rmSync(home, { recursive: true, force: true });
process.stdout.write(failures ? `\n${failures} promises broken\n` : "\nevery promise kept\n");
process.exit(failures ? 1 : 0);
