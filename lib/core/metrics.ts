import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { AppError } from "@/lib/core/errors";

/** How many connections of a pool are lent out and how many requests wait for one, as `pg.Pool` counts them. */
type Pool = { totalCount: number; idleCount: number; waitingCount: number };

type Metrics = ReturnType<typeof make>;

// Next bundles a module more than once; there must still be one of each.
const shared = globalThis as { onwardMetrics?: Metrics };
const metrics = (shared.onwardMetrics ??= make());

/** All labels are names from our code: never an id, a person or an organisation. */
function make() {
  const registry = new Registry();
  const registers = [registry];
  const pools = new Map<string, Pool>();
  return {
    registry,
    pools,
    requests: new Histogram({
      name: "onward_request_seconds",
      help: "Requests by door, name and class of status",
      labelNames: ["door", "name", "status"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    commands: counter("onward_commands_total", "Commands by name and outcome", ["name", "outcome"]),
    denials: counter("onward_denials_total", "Refusals that the trail keeps, by name", ["name"]),
    jobs: counter("onward_jobs_total", "Jobs by name and outcome", ["name", "outcome"]),
    brokenSeals: counter("onward_seal_broken_total", "Sealed values that did not open", []),
    droppedFields: counter("onward_log_dropped_fields_total", "Fields kept out of the log", []),
    connections: new Gauge({
      name: "onward_database_connections",
      help: "Database connections by role: in use, idle, and requests waiting for one",
      labelNames: ["role", "state"] as const,
      registers,
      collect() {
        for (const [role, pool] of pools) {
          this.set({ role, state: "in_use" }, pool.totalCount - pool.idleCount);
          this.set({ role, state: "idle" }, pool.idleCount);
          this.set({ role, state: "waiting" }, pool.waitingCount);
        }
      },
    }),
  };

  function counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers });
  }
}

/** Counts an answered request; `name` is that of a registered command or query, or a word for all others of its door. */
export function countRequest(
  door: "command" | "query" | "page" | "file",
  name: string,
  status: number,
  seconds: number,
): void {
  metrics.requests.observe({ door, name, status: `${Math.floor(status / 100)}xx` }, seconds);
}

/** The same function, counted each time that it runs: the outcome is `ok` or the code of its error. */
export function countingOutcomes<Given extends unknown[], Result>(
  name: string,
  work: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    let outcome = "INTERNAL";
    try {
      const result = await work(...given);
      outcome = "ok";
      return result;
    } catch (error) {
      if (error instanceof AppError) outcome = error.code;
      throw error;
    } finally {
      metrics.commands.inc({ name, outcome });
    }
  };
}

/** Counts a refusal that was written into the trail. */
export function countDenial(name: string): void {
  metrics.denials.inc({ name });
}

/** Counts a job that was done or failed. */
export function countJob(name: string, outcome: "done" | "failed"): void {
  metrics.jobs.inc({ name, outcome });
}

/** Counts a sealed value that did not open. */
export function countBrokenSeal(): void {
  metrics.brokenSeals.inc();
}

/** Counts fields that somebody tried to log and that are not on the list. */
export function countDroppedFields(fields: number): void {
  metrics.droppedFields.inc(fields);
}

/** From now on the pool of this role is looked at whenever somebody reads the metrics. */
export function watchPool(role: string, pool: Pool): void {
  metrics.pools.set(role, pool);
}

/** A figure that `read` finds out whenever somebody asks; while it cannot, nothing is said. */
export function watchFigure(name: string, help: string, read: () => Promise<number>): void {
  new Gauge({
    name,
    help,
    registers: [metrics.registry],
    async collect() {
      this.reset();
      await read().then(
        (value) => this.set(value),
        () => this.remove(),
      );
    },
  });
}

/** Also the process itself: memory, processor, event loop. Once a process. */
export function watchProcess(): void {
  collectDefaultMetrics({ register: metrics.registry });
}

/** Everything counted so far, as Prometheus reads it, and the type of that text. */
export async function writtenMetrics(): Promise<{ type: string; text: string }> {
  return { type: metrics.registry.contentType, text: await metrics.registry.metrics() };
}
