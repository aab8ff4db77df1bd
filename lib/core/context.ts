import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Actor } from "@/lib/core/actor";
import { type Tx, inTransaction } from "@/lib/core/db";
import { loadKeys } from "@/lib/core/keys";
import { Vault } from "@/lib/core/vault";

declare const minted: unique symbol;

/** Proof of having come through a door: an actor, a transaction that knows the actor, and the database's clock. */
export type Ctx<A extends Actor = Actor> = {
  readonly [minted]: true;
  readonly actor: A;
  readonly db: Tx;
  readonly vault: Vault;
  readonly now: Date;
};

const shared = globalThis as { onwardInDoor?: AsyncLocalStorage<string> };
const inDoor = (shared.onwardInDoor ??= new AsyncLocalStorage<string>());

/** Opens a transaction as the actor and mints its context. Doors do not nest: the second would commit apart. */
export async function withContext<T>(
  door: string,
  actor: Actor,
  isolation: "ReadCommitted" | "RepeatableRead",
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const outer = inDoor.getStore();
  if (outer)
    throw new Error(`${door} was called inside ${outer}; call its query or workflow function instead`);
  return inDoor.run(door, async () => {
    // Before the transaction: it holds a connection, and asking for the keys may take another.
    await loadKeys(actor.organisationId);
    return inTransaction(actor, isolation, (tx, now) =>
      work({ actor, db: tx, now, vault: new Vault(tx, actor.organisationId) } as Ctx),
    );
  });
}
