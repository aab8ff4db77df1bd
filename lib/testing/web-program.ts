import { type ChildProcess, spawn } from "node:child_process";
import { type IncomingHttpHeaders, request as newRequest } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";

export type WebProgram = {
  origin: string;
  port: number;
  /** Everything it has written so far. */
  output: () => string;
  isRunning: () => boolean;
  stop: () => Promise<void>;
};

/** Starts the built web program on a free port, as production would, with these settings besides; resolves once it listens. */
export async function startWebProgram(settings: Record<string, string> = {}): Promise<WebProgram> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const repo = join(import.meta.dirname, "..", "..");
  const web = spawn(process.execPath, [join(repo, "dist", "web.mjs")], {
    cwd: repo,
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "localhost",
      ONWARD_ORIGIN: origin,
      NEXTAUTH_URL: origin,
      ...settings,
    },
  });
  const output = await listening(web);
  return {
    origin,
    port,
    output,
    isRunning: () => web.exitCode === null,
    async stop() {
      const ended = new Promise((resolve) => web.once("exit", resolve));
      web.kill();
      await ended;
    },
  };
}

function listening(web: ChildProcess): Promise<() => string> {
  let output = "";
  return new Promise((resolve, reject) => {
    web.once("exit", () => reject(new Error(`the server ended: ${output}`)));
    for (const stream of [web.stdout!, web.stderr!])
      stream.on("data", (chunk) => {
        output += chunk;
        if (output.includes("web ready")) resolve(() => output);
      });
  });
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export type Sent = {
  method?: string;
  path: string;
  headers?: Record<string, string | undefined>;
  body?: string;
};
export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** One request exactly as given: no header is added but `Host` and the length, none is refused, no redirect is followed. */
export function ask(
  { port }: Pick<WebProgram, "port">,
  { method = "GET", path, headers = {}, body }: Sent,
): Promise<Answer> {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const options = {
      host: "localhost",
      port,
      method,
      path,
      headers: { ...length, ...Object.fromEntries(given) },
    };
    const request = newRequest(options, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString("utf8");
      resolve({ status: response.statusCode!, headers: response.headers, body });
    });
    request.on("error", reject);
    request.end(body);
  });
}
