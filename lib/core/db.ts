import "server-only";
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Actor } from "@/lib/core/actor";
import { env } from "@/lib/core/env";
import { describeError, log } from "@/lib/core/log";
import { PrismaClient, type Prisma } from "@/lib/core/prisma/client";

/** A Prisma client inside a transaction whose row-level-security context is set. */
export type Tx = Prisma.TransactionClient;

type Connections = { pool: pg.Pool; prisma: PrismaClient };

// Next bundles a module more than once; there must still be one pool.
const shared = globalThis as { onwardConnections?: Connections };

function connections(): Connections {
  return (shared.onwardConnections ??= connect());
}

function connect(): Connections {
  const pool = new pg.Pool({
    connectionString: env.databaseUrl,
    max: env.poolSize,
    connectionTimeoutMillis: 5_000,
  });
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

/** The raw pool: for the doors, sign-in and health only. */
export function pool(): pg.Pool {
  return connections().pool;
}

/** The pool of sign-in, sessions, links, invitations and the throttle: it reaches their functions and no table. */
export function authPool(): pg.Pool {
  return pool();
}

/** Ends every connection, so that a script can end. */
export async function disconnect(): Promise<void> {
  const { onwardConnections } = shared;
  if (!onwardConnections) return;
  delete shared.onwardConnections;
  await onwardConnections.prisma.$disconnect();
  if (!onwardConnections.pool.ended) await onwardConnections.pool.end();
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
  return connections().prisma.$transaction(
    async (tx) => {
      const [row] = await tx.$queryRawUnsafe<[{ now: Date }]>(contextSql, ...contextValues(actor));
      return work(tx, row.now);
    },
    { isolationLevel: isolation, timeout: 10_000, maxWait: 5_000 },
  );
}
