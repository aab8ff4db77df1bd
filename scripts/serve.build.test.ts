import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { useDatabase } from "@/lib/testing/database";
import { freePort, ask } from "@/lib/testing/web-program";
import { smallHeap } from "@/scripts/launch/heap.mjs";

const database = useDatabase();
let stop = async () => {};
afterEach(() => stop());

it("what the production image starts serves with the same small heap, in the same process", async () => {
  const port = await freePort();
  const serve = join(import.meta.dirname, "serve.mjs");
  const child = spawn(process.execPath, [serve, "web"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "localhost",
      ONWARD_ORIGIN: "https://onward.example.org",
      DATABASE_URL: database.appUrl,
      DATABASE_AUTH_URL: database.authUrl,
      // Production refuses keys that anybody could guess.
      ONWARD_SEALING_KEY: randomBytes(32).toString("base64"),
      ONWARD_INDEX_KEY: randomBytes(32).toString("base64"),
      NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    },
  });
  stop = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.kill()) await ended;
  };
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(output)));
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        if (output.includes("web ready")) resolve();
      });
  });
  expect((await ask({ port }, { path: "/sign-in" })).status).toBe(200);
  const [, ...given] = readFileSync(`/proc/${child.pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  expect(given).toEqual([...smallHeap, serve, "web"]);
  expect(output).not.toMatch(/warning/i);
});
