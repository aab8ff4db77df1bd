import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

// Next bundles a module more than once; there must still be one store.
const shared = globalThis as { onwardRequestId?: AsyncLocalStorage<string> };
const running = (shared.onwardRequestId ??= new AsyncLocalStorage<string>());

/** Runs `work` as the request or job of this id: whatever it logs carries the id, and so does every event that it records. */
export function asRequest<T>(requestId: string, work: () => T): T {
  return running.run(requestId, work);
}

/** The id of the request or job that is being worked on, if there is one. */
export function currentRequestId(): string | undefined {
  return running.getStore();
}
