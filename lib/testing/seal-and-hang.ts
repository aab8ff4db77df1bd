// For the test of kill -9: seals, and hangs before its transaction ends. node … seal-and-hang.ts <worker url>
import pg from "pg";
import { Sealer } from "@/lib/audit/sealing/sealer";
import { testKey } from "@/lib/testing/sealing";

const pool = new pg.Pool({ connectionString: process.argv[2] });
const connect = pool.connect.bind(pool);
pool.connect = (async () => {
  const client = await connect();
  const query = client.query.bind(client);
  client.query = ((...asked: Parameters<typeof query>) => {
    if (asked[0] !== ("commit" as unknown)) return query(...asked);
    process.stdout.write("before commit\n");
    return new Promise(() => {});
  }) as typeof client.query;
  return client;
}) as typeof pool.connect;

await new Sealer({ pool, key: testKey, anchorFile: null }).seal();
