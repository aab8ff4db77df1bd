import { describeError, log } from "@/lib/core/log";

/**
 * From now on whatever others in this process write by themselves comes out as a line of our log, which says who wrote and
 * not what: a library quotes what it was working on. `survives` keeps the process alive when a rejection is awaited by nobody.
 */
export function takeOverOutput({ survives }: { survives: boolean }): void {
  for (const method of ["log", "info", "debug", "warn", "error", "trace", "dir", "table", "assert"] as const)
    console[method] = (...said: unknown[]) => {
      if (method === "assert" && said[0]) return;
      note(
        `console.${method}`,
        said.find((one) => one instanceof Error),
      );
    };
  for (const name of ["stdout", "stderr"] as const) process[name].write = intoLog(name);
  process.removeAllListeners("warning");
  process.on("warning", (warning) =>
    log.warn({ ...describeError(warning), source: "warning" }, "the runtime warns"),
  );
  process.on("uncaughtException", (error) => end("exception", error));
  process.on("unhandledRejection", (reason) => {
    if (!survives) end("rejection", reason);
    else log.error({ ...describeError(reason), source: "rejection" }, "nobody awaited it");
  });
}

function note(source: string, error?: unknown): void {
  if (error) log.error({ ...describeError(error), source }, "written by a library");
  else log.warn({ source }, "written by a library");
}

function intoLog(source: "stdout" | "stderr"): typeof process.stdout.write {
  return (chunk: string | Uint8Array, ...more: unknown[]) => {
    log.warn({ source, bytes: chunk.length }, "written by a library");
    const done = more.find((one) => typeof one === "function") as (() => void) | undefined;
    if (done) queueMicrotask(done);
    return true;
  };
}

/** What went wrong is not known, hence not what else is wrong: whoever started this process starts it again. */
function end(source: "exception" | "rejection", error: unknown): void {
  log.fatal({ ...describeError(error), source }, "the process cannot go on");
  process.exit(1);
}
