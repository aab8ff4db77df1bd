import { Agent, request } from "node:http";

/** One HTTP request as both servers get it. */
export type Call = { method: "GET" | "POST"; path: string; body?: string };

/** What driving a server for a while gave: requests a second, and the milliseconds of each request in order. */
export type Drive = { perSecond: number; requests: number; milliseconds: number[] };

export const connections = 16;

/**
 * Drives a server over kept-alive connections, each sending its next request as soon as the last is answered. `next` gives
 * the calls in turn. @throws Error for any answer but 200.
 */
export async function drive(
  port: number,
  headers: Record<string, string>,
  next: () => Call,
  seconds: number,
): Promise<Drive> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const milliseconds: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const lane = async () => {
    while (performance.now() < end) {
      const sent = performance.now();
      await send(agent, port, headers, next());
      milliseconds.push(performance.now() - sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, lane));
  } finally {
    agent.destroy();
  }
  const elapsed = (performance.now() - started) / 1000;
  return {
    perSecond: milliseconds.length / elapsed,
    requests: milliseconds.length,
    milliseconds: milliseconds.sort((a, b) => a - b),
  };
}

/** Sends one call and reads its answer to the end. @throws Error for any answer but 200. */
export function send(
  agent: Agent,
  port: number,
  headers: Record<string, string>,
  { method, path, body }: Call,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const all =
      body === undefined
        ? headers
        : { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const outgoing = request({ agent, host: "127.0.0.1", port, method, path, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.statusCode === 200) resolve(text);
        else
          reject(new Error(`${method} ${path} was answered ${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
