import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { addressOf } from "@/lib/core/address";
import { disconnect, pool } from "@/lib/core/db";
import {
  bareContentPolicy,
  commonHeaders,
  contentSecurityPolicy,
  newNonce,
  nonceHeader,
} from "@/lib/core/headers";
import {
  answerCommand,
  answerQuery,
  bodyLimit,
  BodyTooLarge,
  type HttpAnswer,
  type HttpCall,
  networkHeader,
} from "@/lib/core/http";
import { newId } from "@/lib/core/ids";
import { describeError, log } from "@/lib/core/log";
import { countRequest } from "@/lib/core/metrics";
import { networkOf } from "@/lib/core/network";
import { asRequest } from "@/lib/core/request-id";
import { unavailablePage } from "@/lib/core/unavailable-page";
import { commands, queries } from "@/lib/registry";
import { openMetrics } from "./metrics";
import { takeOverOutput } from "./output";

const development = process.env.NODE_ENV === "development";
const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.HOST ?? "localhost";
/** Where the files for browsers are. */
const filesOf = development ? "/_next/" : "/_next/static/";
const trustProxy = process.env.ONWARD_TRUST_PROXY === "1";

if (!development) takeOverOutput({ survives: true });
openMetrics();

const server = createServer((request, response) =>
  asRequest(newId(), () => {
    const started = performance.now();
    response.once("close", () => {
      const [door, name] = doorOf(request.url ?? "");
      countRequest(door, name, response.statusCode, (performance.now() - started) / 1000);
    });
    return handle(request, response).catch((error) => {
      log.error(describeError(error), "request crashed");
      if (!response.headersSent) send(response, { status: 500, headers: {}, body: "" });
      else response.destroy();
    });
  }),
);
server.requestTimeout = 30_000;
server.headersTimeout = 10_000;
server.on("clientError", refuseGarbage);
server.on("connect", (_request, socket: Duplex) => refuse(socket, 405));
// Nobody speaks anything but HTTP with us; Next would keep such a connection open.
if (!development) server.on("upgrade", (_request, socket) => void socket.destroy());

const app = next({ dev: development, hostname, port, httpServer: server, quiet: !development });
const renderPage = app.getRequestHandler();
await app.prepare();
server.listen(port, hostname, () => log.info({ port }, "web ready"));

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
// The launcher is gone: nobody would ever stop us.
process.once("disconnect", () => void stop());

/**
 * The two doors for programs and forms are answered here, without Next in between; pages go to Next. While developing, all
 * go to Next, which reloads what changes.
 */
async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value);
  for (const name of Object.keys(request.headers))
    if (name.startsWith("x-onward-")) delete request.headers[name];
  request.headers[networkHeader] = networkOf(request, trustProxy);

  const url = addressOf(request.url);
  if (!url) return send(response, { status: 400, headers: {}, body: "" });
  // Next is to see the very address that was looked at here.
  request.url = url.pathname + url.search;
  const [, door, name] = /^\/api\/(commands|queries)\/([\w.]+)$/.exec(development ? "" : url.pathname) ?? [];
  if (door === "commands")
    return send(response, await answerCommand(commands.get(name!), callOf(request, url)));
  if (door === "queries") return send(response, await answerQuery(queries.get(name!), callOf(request, url)));
  await page(request, response, url);
}

/** What a request is counted as: names of ours only, never what somebody asked for. */
function doorOf(url: string): [door: "command" | "query" | "page" | "file", name: string] {
  const [, kind, name = ""] = /^\/api\/(commands|queries)\/([\w.]+)/.exec(url) ?? [];
  if (kind === "commands") return ["command", commands.has(name) ? name : "unknown"];
  if (kind === "queries") return ["query", queries.has(name) ? name : "unknown"];
  return url.startsWith(filesOf) ? ["file", "any"] : ["page", "any"];
}

async function page(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const refused = development ? null : refusalOf(request, url.pathname);
  if (refused) return send(response, refused);
  const isApi = url.pathname.startsWith("/api/");
  const isFile = url.pathname.startsWith(filesOf);
  const nonce = newNonce();
  const policy = isApi ? bareContentPolicy : contentSecurityPolicy(nonce, { development });
  response.setHeader("content-security-policy", policy);
  if (!isFile) response.setHeader("cache-control", "no-store");
  if (!isFile && !isApi) {
    if (!(await databaseAnswers())) {
      return send(response, {
        status: 503,
        headers: { "content-type": "text/html; charset=utf-8", "retry-after": "5" },
        body: unavailablePage,
      });
    }
    // Next reads the nonce for its own scripts from the request.
    request.headers["content-security-policy"] = policy;
    request.headers[nonceHeader] = nonce;
  }
  await renderPage(request, response);
}

/** Which methods go on to Next; a route narrows them further. A route that writes is named here, or it cannot. */
function methodsOf(path: string): readonly string[] {
  if (path.startsWith("/api/auth/")) return ["GET", "POST"];
  return /^\/api\/(invitations|second-factor)(\/|$)/.test(path) ? ["POST"] : ["GET", "HEAD"];
}

/** Pages are only looked at; what is sent to Next has a length, and not a great one, since Next reads all of it at once. */
function refusalOf({ method = "GET", headers }: IncomingMessage, path: string): HttpAnswer | null {
  // Addresses of Next's own inner pages and tools: none is for browsers, and what they show has no nonce.
  if (path.startsWith("/_") && !path.startsWith(filesOf)) return { status: 404, headers: {}, body: "" };
  const allowed = methodsOf(path);
  if (!allowed.includes(method)) return { status: 405, headers: { allow: allowed.join(", ") }, body: "" };
  if (headers["transfer-encoding"] !== undefined) return { status: 411, headers: {}, body: "" };
  if (Number(headers["content-length"] ?? 0) > bodyLimit) return { status: 413, headers: {}, body: "" };
  return null;
}

async function databaseAnswers(): Promise<boolean> {
  try {
    await pool().query("select 1");
    return true;
  } catch (error) {
    log.warn(describeError(error), "database does not answer");
    return false;
  }
}

function callOf(request: IncomingMessage, url: URL): HttpCall {
  return {
    method: request.method ?? "GET",
    search: url.searchParams,
    header(name) {
      const value = request.headers[name];
      return (Array.isArray(value) ? value.join(", ") : value) ?? null;
    },
    async body(limit) {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > limit) throw new BodyTooLarge();
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString("utf8");
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (!response.hasHeader("content-security-policy"))
    response.setHeader("content-security-policy", bareContentPolicy);
  response.writeHead(status, {
    "cache-control": "no-store",
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** What is not HTTP, is beyond measure or comes too slowly gets an answer like all others. */
function refuseGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  refuse(socket, garbageStatus[error.code ?? ""] ?? 400);
}

const garbageStatus: Record<string, number> = {
  HPE_INVALID_METHOD: 405,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

function refuse(socket: Duplex, status: number): void {
  const headers = {
    ...commonHeaders,
    "content-security-policy": bareContentPolicy,
    "cache-control": "no-store",
    "content-length": "0",
    connection: "close",
    ...(status === 405 && { allow: "GET, HEAD" }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("\r\n")}\r\n\r\n`);
}

async function stop(): Promise<void> {
  server.close();
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5_000).unref();
  await disconnect().catch(() => {});
  process.exit(0);
}
