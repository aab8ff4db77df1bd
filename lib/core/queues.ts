import "server-only";
import { PgBoss } from "pg-boss";
import pg from "pg";
import { type JobDefinition, jobQueueOptions, jobSchema } from "@/lib/core/jobs";

/**
 * Makes the job tables and one queue for each job, as the owner. The worker may work with them; who serves may only enqueue.
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
    const { rows } = await client.query<{ name: string }>(
      `select distinct table_name as name from ${jobSchema}.queue`,
    );
    const tables = rows.map(({ name }) => `${jobSchema}.${client.escapeIdentifier(name)}`).join(", ");
    await client.query(`revoke all on all tables in schema ${jobSchema} from onward_app;
      revoke all on all sequences in schema ${jobSchema} from onward_app;
      revoke all on all functions in schema ${jobSchema} from public, onward_app;
      grant usage on schema ${jobSchema} to onward_app;
      grant select on ${jobSchema}.queue to onward_app;
      grant insert, select (id) on ${tables} to onward_app;
      grant execute on function ${jobSchema}.job_now() to onward_app;
      grant select, insert, update, delete on all tables in schema ${jobSchema} to onward_worker;
      grant usage on all sequences in schema ${jobSchema} to onward_worker;
      grant execute on all functions in schema ${jobSchema} to onward_worker`);
  } finally {
    await client.end();
  }
}
