import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { deserialize } from "node:v8";
import type pg from "pg";
import type { Actor } from "@/lib/core/actor";
import { pool } from "@/lib/core/db";
import { hotQuery } from "@/lib/core/hot";
import { newId } from "@/lib/core/ids";
import { fill, type Tape, type Target, type Template } from "./tape";

/** What the bare server is told: the tape of each read by its address, and what each write does to each of its targets. */
export type Recording = {
  actor: Actor;
  reads: Map<string, Tape>;
  writes: Map<string, { template: Template; targets: Map<string, Target> }>;
};

// The limit that the door is measured against: node's http server, pg, and nothing in between. It sends what the door was
// recorded to send, on a pool of the same size, and answers with what comes back. It knows no session, no permission, no
// schema, no seal.
const { actor, reads, writes }: Recording = deserialize(readFileSync(process.argv[2]!));

const server = createServer((request, response) => {
  answer(request).then(
    (result) => {
      const body = JSON.stringify({ ok: true, result });
      const headers = {
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(body),
      };
      response.writeHead(200, headers).end(body);
    },
    (error) => response.writeHead(500).end(String(error)),
  );
});
server.listen(Number(process.env.PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
process.once("disconnect", () => process.exit(0));

async function answer(request: IncomingMessage): Promise<unknown> {
  const read = reads.get(request.url!);
  if (read) return query(read);
  const write = writes.get(request.url!);
  if (!write) throw new Error("not recorded");
  const target = write.targets.get(await bodyOf(request));
  return query(fill(write.template, target!, newId));
}

async function query(tape: Tape): Promise<unknown> {
  const [first] = tape;
  if (tape.length === 1 && first!.context) {
    const [row] = await hotQuery<{ body: unknown }>(
      actor,
      first as { name: string; text: string; values: unknown[] },
    );
    return row!.body;
  }
  return onOneConnection(tape);
}

async function onOneConnection(tape: Tape): Promise<unknown> {
  const client = await pool().connect();
  try {
    let result: pg.QueryResult | undefined;
    for (const statement of tape) result = await client.query(statement);
    client.release();
    return result?.rowCount;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
