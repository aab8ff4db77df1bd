import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const built = join(import.meta.dirname, "..", ".next");

/** Names of what only the server may know. In a browser's file they would mean that server code went along. */
const secretNames = [
  "ONWARD_SEALING_KEY",
  "ONWARD_INDEX_KEY",
  "NEXTAUTH_SECRET",
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "DATABASE_AUTH_URL",
  "DATABASE_WORKER_URL",
  "password_hash",
];

/** Ids of server actions in a build: each would be a door beside the three that authorize. */
function serverActions(build: string): string[] {
  const manifest = JSON.parse(readFileSync(join(build, "server", "server-reference-manifest.json"), "utf8"));
  return [manifest.node, manifest.edge].flatMap((runtime: object) => Object.keys(runtime));
}

/** Files that would hand our sources to every browser. */
function sourceMaps(build: string): string[] {
  return filesOf(join(build, "static")).filter(
    (file) =>
      file.endsWith(".map") ||
      (/\.(js|css)$/.test(file) && readFileSync(file, "utf8").includes("sourceMappingURL=")),
  );
}

/** Names of secrets that a browser's file holds. */
function secretsInBrowser(build: string): string[] {
  const scripts = filesOf(join(build, "static")).filter((file) => file.endsWith(".js"));
  if (scripts.length === 0) throw new Error(`no scripts in ${build}: build first`);
  return scripts.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return secretNames.filter((name) => text.includes(name));
  });
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("the build on disk", () => {
  it("has no server action", () => expect(serverActions(built)).toEqual([]));
  it("has no source map for browsers", () => expect(sourceMaps(built)).toEqual([]));
  it("sends no name of a secret to browsers", () => expect(secretsInBrowser(built)).toEqual([]));
});

describe("these checks bite", () => {
  let build: string;
  afterEach(() => rmSync(build, { recursive: true, force: true }));

  const plant = (files: Record<string, string>) => {
    build = mkdtempSync(join(tmpdir(), "onward-build-"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(build, path)), { recursive: true });
      writeFileSync(join(build, path), text);
    }
    return build;
  };

  it.each(["node", "edge"])("on an action for %s", (runtime) => {
    const manifest = { node: {}, edge: {}, [runtime]: { "40ab": { workers: {} } } };
    const planted = plant({ "server/server-reference-manifest.json": JSON.stringify(manifest) });
    expect(serverActions(planted)).toEqual(["40ab"]);
  });

  it("on a source map, and on a file that names one", () => {
    const planted = plant({
      "static/chunks/a.js": "1",
      "static/chunks/b.js": "1\n//# sourceMappingURL=b.js.map",
      "static/chunks/c.css.map": "{}",
    });
    expect(sourceMaps(planted)).toHaveLength(2);
  });

  it("on the name of a secret, and on a build without scripts", () => {
    const planted = plant({
      "static/chunks/a.js": "1",
      "static/chunks/b.js": "let e=process.env.ONWARD_SEALING_KEY",
    });
    expect(secretsInBrowser(planted)).toEqual(["ONWARD_SEALING_KEY"]);
    rmSync(join(planted, "static", "chunks"), { recursive: true });
    expect(() => secretsInBrowser(planted)).toThrow("build first");
  });
});
