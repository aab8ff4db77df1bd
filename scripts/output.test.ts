import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { typescript } from "@/scripts/launch/child-env.mjs";

const root = join(import.meta.dirname, "..");

/** Runs a program whose output was taken over; its lines, and how it ended. */
function run(code: string, survives = true) {
  const program = `import { takeOverOutput } from "./scripts/output.ts";
    takeOverOutput({ survives: ${survives} });
    const name = "Sok" + " " + "Dara";
    ${code}`;
  const ended = spawnSync(process.execPath, [...typescript, "--input-type=module", "--eval", program], {
    cwd: root,
    encoding: "utf8",
  });
  const lines = `${ended.stdout}${ended.stderr}`.split("\n").filter(Boolean);
  return {
    code: ended.status,
    lines,
    said: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

it("makes a line of what libraries write, and quotes nothing", () => {
  const { code, lines, said } = run(`
    console.log(name); console.error("failed for", new RangeError(name)); console.dir({ name }); console.assert(false, name);
    process.stdout.write(name + "\\n"); process.stderr.write(Buffer.from(name));
    process.emitWarning(name, { code: "NAMED" });
    console.assert(true, name);`);
  expect(code).toBe(0);
  expect(said.map(({ source }) => source)).toEqual([
    "console.log",
    "console.error",
    "console.dir",
    "console.assert",
    "stdout",
    "stderr",
    "warning",
  ]);
  expect(said[1]).toMatchObject({ error: "RangeError" });
  expect(said[6]).toMatchObject({ code: "NAMED" });
  expect(lines.join("")).not.toMatch(/Sok|Dara/);
});

it("leaves a log alone that is opened later, as pages do", () => {
  const { said } = run(
    `const { newLog } = await import("./lib/core/log.ts"); newLog().info({ code: "LATER" }, "page");`,
  );
  expect(said).toEqual([expect.objectContaining({ code: "LATER", msg: "page" })]);
});

it.each([
  [
    "an error that nobody caught",
    "setTimeout(() => { throw new Error(name) }, 1); setTimeout(() => {}, 5000);",
    true,
  ],
  [
    "a rejection, where it ends the process",
    "void Promise.reject(new Error(name)); setTimeout(() => {}, 5000);",
    false,
  ],
])("ends at %s, saying where", (_, code, survives) => {
  const ended = run(code, survives);
  expect(ended.code).toBe(1);
  expect(ended.said).toEqual([
    expect.objectContaining({ level: 60, error: "Error", msg: "the process cannot go on" }),
  ]);
  expect(ended.lines.join("")).not.toMatch(/Sok|Dara/);
});

it("lives on after a rejection that nobody awaited, where others are served meanwhile", () => {
  const ended = run("void Promise.reject({ name }); setTimeout(() => {}, 20);");
  expect(ended.code).toBe(0);
  expect(ended.said).toEqual([expect.objectContaining({ level: 50, source: "rejection", error: "object" })]);
});
