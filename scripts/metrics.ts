import { createServer, type Server } from "node:http";
import { describeError, log } from "@/lib/core/log";
import { watchProcess, writtenMetrics } from "@/lib/core/metrics";

/**
 * Opens the private port of this process, `ONWARD_METRICS_PORT` plus `beyond`, on `ONWARD_METRICS_HOST` (`127.0.0.1` unless
 * set); null when no port is set. It answers `GET /metrics` and nothing else. That it cannot be opened stops nothing.
 */
export function openMetrics(beyond = 0): Server | null {
  const base = Number(process.env.ONWARD_METRICS_PORT || Number.NaN);
  if (Number.isNaN(base)) return null;
  watchProcess();
  const port = base + beyond;
  const server = createServer((request, response) => {
    const asked = request.method === "GET" && request.url === "/metrics";
    if (!asked) return void response.writeHead(404).end();
    writtenMetrics().then(
      ({ type, text }) =>
        response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(text),
      (error) => {
        log.warn(describeError(error), "metrics could not be read");
        response.writeHead(500).end();
      },
    );
  });
  server.on("error", (error) =>
    log.error({ ...describeError(error), port }, "the private port cannot be opened"),
  );
  server.listen(port, process.env.ONWARD_METRICS_HOST || "127.0.0.1");
  return server.unref();
}
