import { join } from "node:path";
import { build } from "./build.mjs";
import { openDatabase } from "./database.mjs";
import { seedDemo, signInLines } from "./demo.mjs";
import { prepareHome, requireSpace } from "./home.mjs";
import { takeLock } from "./lock.mjs";
import { requireFreePort } from "./ports.mjs";
import { prepareDatabase } from "./prepare.mjs";
import { interruptRuns, whenNpmEnds } from "./processes.mjs";
import { endedTooOften, startPrograms, waitUntilReady } from "./programs.mjs";
import { Interrupted, Refusal, report } from "./refusal.mjs";
import { step } from "./steps.mjs";
import { watchPostgres } from "./watch-postgres.mjs";

/** The checks that are quick and must fail before anything slow begins. */
export async function checkFirst(settings) {
  prepareHome(settings.home);
  const lock = takeLock(join(settings.home, "launcher.lock"));
  if (!lock.release)
    throw new Refusal(
      `Onward is already running on ${settings.home} (process ${lock.holder}): stop it first, or set another ONWARD_HOME and PORT.`,
    );
  try {
    await requireFreePort(settings.port);
    requireSpace(settings.home, 300);
  } catch (error) {
    lock.release();
    throw error;
  }
  return lock;
}

/** Sets everything up, runs until asked to stop, and leaves nothing behind. Answers the exit code. */
export async function launch(settings, { dev = false } = {}) {
  const stopper = listenForStop();
  const say = (text) => process.stdout.write(`${text}\n`);
  let lock, database, watch, group;
  let code = 0;
  try {
    lock = await checkFirst(settings);
    stopper.onAsk(interruptRuns);
    database = await step(settings.own ? "Looking at the database" : "Starting the database", () =>
      openDatabase(settings),
    );
    stopper.check();
    await prepareDatabase({ settings, database });
    if (!dev) await build();
    stopper.check();
    const content = await seedDemo({ settings, database });
    stopper.check();
    watch = watchPostgres(database, { say });
    group = await step("Starting web server and worker", async () => {
      const programs = startPrograms({ settings, database, dev, say });
      group = programs;
      stopper.onSecond(() => programs.kill());
      await waitUntilReady({
        settings,
        group: programs,
        within: dev ? 180_000 : 60_000,
        isOver: stopper.isAsked,
      });
      return programs;
    });
    stopper.check();
    for (const line of [`\nOnward is ready: ${settings.origin}`, ...signInLines(settings.home, content)])
      say(line);
    const failure = await Promise.race([stopper.asked, group.failed, watch.failed]);
    if (failure) throw endedTooOften(failure, settings);
  } catch (error) {
    code = error instanceof Interrupted ? 130 : 1;
    if (code === 1) report(error);
  }
  if (group) say("Stopping …");
  await watch?.stop();
  await group?.stop();
  await database?.close();
  lock?.release();
  return code;
}

/** One wish to stop, however it comes: Ctrl-C, SIGTERM, a closed terminal, or the end of the process that started this one. */
function listenForStop() {
  let firstAt = 0;
  let ask;
  const onAsk = [];
  const onSecond = [];
  const asked = new Promise((resolve) => (ask = resolve));
  const wish = () => {
    // npm and the terminal may each pass on the same Ctrl-C: only one well after the first is a second wish.
    if (firstAt && Date.now() - firstAt > 700) onSecond.forEach((work) => work());
    if (firstAt) return;
    firstAt = Date.now();
    ask();
    onAsk.forEach((work) => work());
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, wish);
  if (process.channel) process.on("disconnect", wish);
  whenNpmEnds(wish);
  return {
    asked,
    isAsked: () => firstAt > 0,
    check: () => {
      if (firstAt) throw new Interrupted();
    },
    onAsk: (work) => onAsk.push(work),
    onSecond: (work) => onSecond.push(work),
  };
}
