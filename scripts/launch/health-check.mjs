#!/usr/bin/env node
// The health checks of the containers: `health-check.mjs web` asks the health page, `worker` looks for the worker's beat.
import { healthOf } from "./health.mjs";
import { withClient } from "./roles.mjs";
import { withSecretFiles } from "./settings.mjs";

const checks = {
  web: async () => (await healthOf(Number(process.env.PORT ?? 3000))) === 200,
  worker: () =>
    withClient(withSecretFiles(process.env).DATABASE_WORKER_URL, async (client) => {
      const { rowCount } = await client.query(
        "select from worker_beat where at > now() - interval '2 minutes'",
      );
      return rowCount > 0;
    }),
};

const healthy = await checks[process.argv[2] ?? "web"]().catch(() => false);
process.exit(healthy ? 0 : 1);
