import "server-only";
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Actor } from "@/lib/core/actor";
import { env } from "@/lib/core/env";
import { describeError, log } from "@/lib/core/log";
import { watchPool } from "@/lib/core/metrics";
import { PrismaClient, type Prisma } from "@/lib/core/prisma/client";

/** A Prisma client inside a transaction whose row-level-security context is set. */
export type Tx = Prisma.TransactionClient;

/** The role that a connection of this process takes; a process knows the addresses of those that it needs. */
type DatabaseRole = "app" | "auth" | "worker";

type Connections = { pool: pg.Pool; prisma: PrismaClient };

// Next bundles a module more than once; there must still be one pool of each role.
const shared = globalThis as { onwardConnections?: Map<DatabaseRole, Connections> };

const address: Record<DatabaseRole, () => string> = {
  app: () => env.databaseUrl,
  auth: () => env.authDatabaseUrl,
  worker: () => env.workerDatabaseUrl,
};

function connectionsAs(role: DatabaseRole): Connections {
  const known = (shared.onwardConnections ??= new Map());
  const connections = known.get(role) ?? connect(role);
  known.set(role, connections);
  return connections;
}

function connect(role: DatabaseRole): Connections {
  const pool = new pg.Pool({
    connectionString: address[role](),
    // What it is asked takes a fraction of a query.
    max: role === "auth" ? Math.ceil(env.poolSize / 2) : env.poolSize,
    connectionTimeoutMillis: 5_000,
  });
  watchPool(role, pool);
  pool.on("error", (error) => log.warn(describeError(error), "idle database connection lost"));
  const names = new Map<string, string>();
  const statementNameGenerator = ({ sql }: { sql: string }) => {
    const name = names.get(sql) ?? `p${createHash("sha256").update(sql).digest("base64url").slice(0, 22)}`;
    if (names.size < 2_000) names.set(sql, name);
    return name;
  };
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) });
  return { pool, prisma };
}

const roleOf = (actor: Actor): DatabaseRole => (actor.kind === "system" ? "worker" : "app");

/** The raw pool on which an actor's statements run: the program's own is the worker's, everybody else shares one. */
export function poolOf(actor: Actor): pg.Pool {
  return connectionsAs(roleOf(actor)).pool;
}

/** The raw pool of the role that serves: for what is asked on nobody's behalf, such as health. */
export function pool(): pg.Pool {
  return connectionsAs("app").pool;
}

/** The pool of sign-in, sessions, links, invitations and the throttle: it reaches their functions and no table. */
export function authPool(): pg.Pool {
  return connectionsAs("auth").pool;
}

/** The pool of the program itself, for the worker only: any other process does not know its address and gets an error. */
export function workerPool(): pg.Pool {
  return connectionsAs("worker").pool;
}

/** A pool of a role that may read what all programs read: that which serves or, where only the worker's address is known, the worker's. */
export function anyPool(): pg.Pool {
  return env.serves ? pool() : workerPool();
}

/** Ends every connection, so that a script can end. */
export async function disconnect(): Promise<void> {
  const all = [...(shared.onwardConnections?.values() ?? [])];
  delete shared.onwardConnections;
  for (const { prisma, pool } of all) {
    await prisma.$disconnect();
    if (!pool.ended) await pool.end();
  }
}

/** Organisation, user, scope, referral and role of an actor, in the order of `contextSql`. */
export function contextValues(actor: Actor): [string, string, string, string, string] {
  return [
    actor.organisationId,
    actor.kind === "staff" ? actor.userId : "",
    actor.kind,
    actor.kind === "partner" ? actor.referralId : "",
    actor.kind === "staff" ? actor.role : "",
  ];
}

/** Tells the database who asks, for this transaction only. */
export const contextSql = `select set_config('app.organisation_id', $1, true), set_config('app.user_id', $2, true),
  set_config('app.scope', $3, true), set_config('app.referral_id', $4, true), set_config('app.role', $5, true), now()`;

/** Runs `work` in one transaction in which row-level security knows the actor. `now` is the database's clock. */
export async function inTransaction<T>(
  actor: Actor,
  isolation: "ReadCommitted" | "RepeatableRead",
  work: (tx: Tx, now: Date) => Promise<T>,
): Promise<T> {
  return connectionsAs(roleOf(actor)).prisma.$transaction(
    async (tx) => {
      const [row] = await tx.$queryRawUnsafe<[{ now: Date }]>(contextSql, ...contextValues(actor));
      return work(tx, row.now);
    },
    { isolationLevel: isolation, timeout: 10_000, maxWait: 5_000 },
  );
}
