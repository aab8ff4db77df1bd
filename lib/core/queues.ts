import "server-only";
import { PgBoss } from "pg-boss";
import pg from "pg";
import { type JobDefinition, jobQueueOptions, jobSchema } from "@/lib/core/jobs";

/**
 * Makes the job tables and one queue for each job, as the owner, and lets the serving role use them but not alter them.
 * Safe to run again.
 */
export async function prepareQueues(ownerUrl: string, jobs: readonly JobDefinition[]): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobSchema,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => {});
  await boss.start();
  try {
    for (const { name } of jobs) {
      if (await boss.getQueue(name)) await boss.updateQueue(name, jobQueueOptions);
      else await boss.createQueue(name, jobQueueOptions);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`grant usage on schema ${jobSchema} to onward_app;
      grant select, insert, update, delete on all tables in schema ${jobSchema} to onward_app;
      grant usage on all sequences in schema ${jobSchema} to onward_app;
      grant execute on all functions in schema ${jobSchema} to onward_app`);
  } finally {
    await client.end();
  }
}
