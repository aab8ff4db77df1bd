import pg from "pg";
import { organisationsIn } from "./seed/database";
import { seedCases } from "./seed/bulk";
import { seedDemo } from "./seed/demo";
import { readOptions, Unusable } from "./seed/options";

const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
client.on("error", () => {});

try {
  const options = readOptions(process.argv.slice(2));
  await client.connect();
  const { rows } = await client.query<{ now: Date }>("select now()");
  const now = rows[0]!.now;
  const { demo, real } = await organisationsIn(client);
  if (real > 0)
    throw new Unusable(
      "This database holds a real organisation: made-up people are added to demo databases only.",
    );
  if (options.demo && demo.length > 0)
    throw new Unusable("This database holds demo data already: start with an empty one for new demo data.");
  if (options.demo) await seedDemo(client, { home: process.env.ONWARD_HOME ?? ".onward", now });
  if (options.cases > 0) await addCases(options.cases, options.organisations, now);
} catch (error) {
  process.stderr.write(`${error instanceof Unusable ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => {});
}

async function addCases(cases: number, organisations: number, now: Date): Promise<void> {
  let reported = 0;
  const report = (sum: { cases: number; rows: number; seconds: number }) => {
    const { cases: done, rows, seconds } = sum;
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    console.log(
      `${done} cases, ${rows} rows in ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} rows/s, ${memory} MB)`,
    );
  };
  const progress: typeof report = (sum) => {
    if (sum.cases - reported < 1_000) return;
    reported = sum.cases;
    report(sum);
  };
  report(await seedCases(client, { cases, organisations, now, progress }));
}
