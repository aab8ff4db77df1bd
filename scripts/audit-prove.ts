// npm run --silent audit:prove -- EVENT [--hash-only] > proof.json
import pg from "pg";
import type { Checkpoint } from "@/lib/audit/sealing/checkpoint";
import { proofOf } from "@/lib/audit/sealing/proof";
import { checkpointsAfter, eventsIn } from "@/lib/audit/sealing/reading";
import { readProveOptions } from "./audit/options";
import { Unusable } from "./seed/options";

const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
client.on("error", () => {});

try {
  const { eventId, show } = readProveOptions(process.argv.slice(2));
  await client.connect();
  const checkpoint = await checkpointOfEvent(eventId);
  const proof = proofOf(eventId, await eventsIn(client, checkpoint), checkpoint, show);
  if (!proof)
    throw new Unusable(
      `Checkpoint ${checkpoint.number} is not as it was sealed, so nothing in it can be proved: run npm run audit:verify.`,
    );
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Unusable ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => {});
}

async function checkpointOfEvent(eventId: string): Promise<Checkpoint> {
  const { rows } = await client.query<{ number: string | null }>(
    `select c.number from audit_event e
     left join audit_checkpoint c on c.cluster = e.cluster and c.tx_from <= e.tx and e.tx < c.tx_to where e.id = $1`,
    [eventId],
  );
  if (!rows[0]) throw new Unusable(`There is no event ${eventId}: copy its id from the record.`);
  if (!rows[0].number) throw new Unusable(`Event ${eventId} is not sealed yet: try again in a minute.`);
  const [checkpoint] = await checkpointsAfter(client, Number(rows[0].number) - 1, 1);
  if (typeof checkpoint !== "object")
    throw new Unusable(`Checkpoint ${rows[0].number} cannot be read: run npm run audit:verify.`);
  return checkpoint;
}
