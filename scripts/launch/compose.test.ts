import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { faultsIn } from "./compose-check.mjs";

const compose = readFileSync("docker-compose.yml", "utf8");
const dockerfile = readFileSync("Dockerfile", "utf8");
const parsed = () => parse(compose, { merge: true });
type Fault = [expected: string, plant: (services: Record<string, Record<string, unknown>>) => void];

const planted: Fault[] = [
  ["db publishes a port", (s) => (s.db!.ports = ["5432:5432"])],
  ["db is on a network that reaches outside", (s) => (s.db!.networks = ["data", "outside"])],
  ["db is not postgres:18", (s) => (s.db!.image = "postgres:14")],
  [
    "db has a locale without trigrams in every script",
    (s) => (s.db!.environment = { POSTGRES_INITDB_ARGS: "--locale=C" }),
  ],
  ["db may log statements", (s) => (s.db!.command = ["postgres"])],
  ["app is published to other machines", (s) => (s.app!.ports = ["3000:3000"])],
  ["app may run as root", (s) => (s.app!.user = "0:0")],
  ["worker may run as root", (s) => delete s.worker!.user],
  ["app has a writable file system", (s) => (s.app!.read_only = false)],
  ["worker keeps capabilities", (s) => delete s.worker!.cap_drop],
  ["db adds capabilities", (s) => (s.db!.cap_add = ["SYS_ADMIN"])],
  ["app is privileged", (s) => (s.app!.privileged = true)],
  ["app may gain privileges", (s) => (s.app!.security_opt = [])],
  ["worker has no health check", (s) => delete s.worker!.healthcheck],
  ["migrate starts again and again", (s) => (s.migrate!.restart = "always")],
  [
    "app does not wait for the migrations",
    (s) => (s.app!.depends_on = { migrate: { condition: "service_started" } }),
  ],
  ["migrate does not wait for the database", (s) => delete s.migrate!.depends_on],
  ...(
    [
      ["app", "database_owner_url"],
      ["app", "database_worker_url"],
      ["worker", "database_auth_url"],
      ["migrate", "database_url"],
    ] as const
  ).map(([name, secret]): Fault => [
    `${name} is given ${secret}, which is another role's`,
    (s) => (s[name]!.secrets as string[]).push(secret),
  ]),
  [
    "app has NEXTAUTH_SECRET in its environment instead of a file",
    (s) => (s.app!.environment = { NEXTAUTH_SECRET: "x" }),
  ],
  ["worker reads DATABASE_WORKER_URL_FILE from a secret it is not given", (s) => (s.worker!.secrets = [])],
  ["service worker is missing", (s) => delete s.worker],
];

const plantedInImage: [expected: string, change: (text: string) => string][] = [
  ["Dockerfile runs as root", (text) => text.replace("USER node", "USER root")],
  ["Dockerfile does not build on node:24", (text) => text.replaceAll("node:24", "node:20")],
  ["Dockerfile has no health check", (text) => text.replace("HEALTHCHECK ", "# ")],
  ["Dockerfile holds a secret", (text) => `${text}\nENV NEXTAUTH_SECRET=x`],
  ["Dockerfile lets the program change its own code", (text) => `${text}\nCOPY --chown=node . .`],
];

describe("the production containers", () => {
  it("keep every promise", () => expect(faultsIn(parsed(), dockerfile)).toEqual([]));

  it.each(planted)("a planted fault is found: %s", (expected, plant) => {
    const faulty = structuredClone(parsed());
    plant(faulty.services);
    expect(faultsIn(faulty, dockerfile)).toContain(expected);
  });

  it.each(plantedInImage)("a planted fault is found: %s", (expected, change) =>
    expect(faultsIn(parsed(), change(dockerfile))).toContain(expected),
  );

  it("copies into the image only what exists", () => {
    const copied = [...dockerfile.matchAll(/^COPY --from=build (.+)$/gm)].flatMap(([, rest]) =>
      rest!.split(" ").slice(0, -1),
    );
    expect(copied.filter((path) => !path.startsWith("/app/"))).toEqual([]);
    expect(copied).toContain("/app/dist");
  });
});
