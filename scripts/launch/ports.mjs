import { createServer } from "node:net";
import { Refusal } from "./refusal.mjs";

/** Says in one sentence that a port is taken, or does nothing. */
export async function requireFreePort(port) {
  for (const host of [undefined, "127.0.0.1"]) {
    const code = await tryPort(port, host);
    if (code === "EADDRINUSE")
      throw new Refusal(
        `Port ${port} is already in use: stop the program that uses it, or choose another with PORT=${port === 65535 ? 3000 : port + 1}.`,
      );
    if (code === "EACCES")
      throw new Refusal(`Port ${port} is reserved for the system: choose one above 1023 with PORT=3000.`);
  }
}

/** A port nobody listens on just now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** True when this port of 127.0.0.1 can be had. */
export async function isFree(port) {
  return (await tryPort(port, "127.0.0.1")) === undefined;
}

function tryPort(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
