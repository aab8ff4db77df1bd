import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, stopPostgres } from "./postgres.mjs";
import { placeFor } from "./postgres-place.mjs";
import { bornAt, isAlive } from "./processes.mjs";

const PREFIX = "onward-test-";

/**
 * A throw-away PostgreSQL in a folder of its own, for one run of tests. Answers the running server with `folder`, `env`
 * (the addresses tests look for; the database `postgres` in them is replaced) and `remove()`.
 */
export async function startTestDatabase() {
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, "owner"), `${process.pid} ${bornAt(process.pid)}`);
  const dataDir = join(folder, "postgres");
  const remove = async () => {
    await stopPostgres(placeFor(dataDir).dataDir);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const server = await startPostgres({ dataDir, durable: false });
    const env = {
      ONWARD_TEST_SUPER_URL: server.superUrl,
      ONWARD_TEST_OWNER_URL: server.ownerUrl("postgres"),
      ONWARD_TEST_APP_URL: server.appUrl("postgres"),
      ONWARD_TEST_AUTH_URL: server.authUrl("postgres"),
      ONWARD_TEST_WORKER_URL: server.workerUrl("postgres"),
    };
    return { ...server, folder, env, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What a run of tests left behind that was killed. */
async function removeAbandoned() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      const [pid, born] = readFileSync(join(folder, "owner"), "utf8").split(/ (.*)/s);
      if (isAlive(Number(pid)) && bornAt(Number(pid)) === born) continue;
      await stopPostgres(join(folder, "postgres"));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or just being made.
    }
  }
}
