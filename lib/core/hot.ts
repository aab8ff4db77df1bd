import "server-only";
import { createHash } from "node:crypto";
import pg from "pg";
import type { Actor } from "@/lib/core/actor";
import { contextSql, contextValues, poolOf } from "@/lib/core/db";

const CONTEXT_STATEMENT = "onward_context";
// A hot statement's text says all that its plan depends on: planning it anew for each call would cost more than running it.
const hotContextSql = `${contextSql}, set_config('plan_cache_mode', 'force_generic_plan', true)`;
const prepared = new WeakSet<pg.PoolClient>();

// What the driver's query object does besides its published types.
type DriverQuery = new (config: pg.QueryConfig) => {
  callback: (error: Error | null, result: { rows: never[] }) => void;
  prepare(connection: Connection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
};

type Connection = {
  bind(options: { portal: string; statement: string; values: string[] }): void;
  execute(options: { portal: string }): void;
};

/**
 * A prepared query that sends Bind/Execute of the context statement before its own, under one Sync:
 * one implicit transaction and one round trip, so that row-level security costs no waiting.
 */
class ContextQuery extends (pg.Query as unknown as DriverQuery) {
  private inContext = true;

  constructor(
    config: pg.QueryConfig,
    private readonly context: string[],
  ) {
    super(config);
  }

  requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Connection): void {
    connection.bind({ portal: "", statement: CONTEXT_STATEMENT, values: this.context });
    connection.execute({ portal: "" });
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (!this.inContext) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.inContext) this.inContext = false;
    else super.handleCommandComplete(message, connection);
  }
}

/** One statement as the actor. Fails closed: without an actor there is no context and every policy is false. */
export async function hotQuery<Row extends pg.QueryResultRow>(
  actor: Actor,
  statement: { text: string; values: unknown[] },
): Promise<Row[]> {
  const client = await poolOf(actor).connect();
  let broken: unknown;
  try {
    if (!prepared.has(client)) {
      await client.query({ name: CONTEXT_STATEMENT, text: hotContextSql, values: contextValues(actor) });
      prepared.add(client);
    }
    return await new Promise<Row[]>((resolve, reject) => {
      const query = new ContextQuery({ ...statement, name: nameOf(statement.text) }, contextValues(actor));
      query.callback = (error, result) => (error ? reject(error) : resolve(result.rows));
      client.query(query as never);
    });
  } catch (error) {
    broken = (error as { code?: unknown }).code ? undefined : error;
    throw error;
  } finally {
    client.release(broken instanceof Error ? broken : undefined);
  }
}

const names = new Map<string, string>();

/** One prepared statement for one text. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash("sha256").update(text).digest("base64url");
  if (names.size < 2_000) names.set(text, name);
  return name;
}
