import "server-only";
import { describeError, log } from "@/lib/core/log";

/** Work that repeats more often than a schedule of jobs can: one run at a time, a pause after each. A failure waits for the next run. */
export function repeat(
  name: string,
  seconds: number,
  work: () => Promise<unknown>,
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        await work();
      } catch (error) {
        log.warn({ ...describeError(error), name }, "repeated work");
      }
      await pause(seconds, stopped.signal);
    }
  };
  const running = run();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    signal.addEventListener("abort", done);
  });
}
