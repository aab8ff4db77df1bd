import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAlive } from "./processes.mjs";
import { keepRunning, lastLines } from "./supervisor.mjs";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "onward-supervisor-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const STEADY = `process.on("SIGTERM", () => { console.log("asked"); process.exit(0) });
process.on("disconnect", () => process.exit(0)); console.log("up " + process.pid)`;
const STUBBORN = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")`;

function keep(code: string, more: object = {}) {
  const script = join(folder, "stub.mjs");
  writeFileSync(script, code);
  const said: string[] = [];
  const options = {
    name: "stub",
    command: process.execPath,
    args: [script],
    env: process.env,
    firstWait: 20,
  };
  const program = keepRunning({
    ...options,
    logFile: join(folder, "log"),
    say: (text: string) => said.push(text),
    ...more,
  });
  return { program, said };
}
const log = () => lastLines(join(folder, "log"), 100);

describe("a supervised program", () => {
  it("is started again after kill -9", async () => {
    const { program, said } = keep(STEADY);
    await vi.waitFor(() => expect(log()).toContain("up"), 5_000);
    const first = program.pid();
    process.kill(first, "SIGKILL");
    await vi.waitFor(() => expect(log().match(/up/g)).toHaveLength(2), 5_000);
    expect(program.pid()).not.toBe(first);
    expect(said).toEqual(["The stub ended (SIGKILL); starting it again."]);
    await program.stop();
  });

  it("is given up after five quick deaths in a row, with the reason kept", async () => {
    const { program, said } = keep(`console.error("no database"); process.exit(3)`);
    expect(await program.failed).toEqual({ name: "stub", how: "exit code 3", quickDeaths: 5 });
    expect(said).toHaveLength(4);
    expect(log()).toContain("no database");
    expect(program.pid()).toBeUndefined();
  });

  it("that lived long enough is forgiven its earlier deaths", async () => {
    const { program, said } = keep(`setTimeout(() => process.exit(1), 60)`, { quick: 30 });
    await vi.waitFor(() => expect(said.length).toBeGreaterThan(6), 10_000);
    await program.stop();
  });

  it("that cannot be started is given up too", async () => {
    const { program } = keep("", { command: join(folder, "missing") });
    expect((await program.failed).how).toMatch(/ENOENT/);
  });

  it("is asked to stop, and is not started again", async () => {
    const { program } = keep(STEADY);
    await vi.waitFor(() => expect(log()).toContain("up"), 5_000);
    const pid = program.pid();
    await program.stop();
    expect(log()).toContain("asked");
    expect(isAlive(pid)).toBe(false);
    expect(program.pid()).toBeUndefined();
  });

  it("that does not listen is made to stop", async () => {
    const { program } = keep(STUBBORN);
    await vi.waitFor(() => expect(log()).toContain("up"), 5_000);
    const pid = program.pid();
    await program.stop({ within: 100 });
    expect(isAlive(pid)).toBe(false);
  });

  it("ends by itself when its supervisor is killed with -9", async () => {
    writeFileSync(join(folder, "stub.mjs"), `${STEADY}; setInterval(() => {}, 1000)`);
    const supervisor = JSON.stringify(new URL("./supervisor.mjs", import.meta.url).href);
    const code = `const { keepRunning } = await import(${supervisor});
      keepRunning({ name: "stub", command: process.execPath, args: [${JSON.stringify(join(folder, "stub.mjs"))}], env: process.env,
        logFile: ${JSON.stringify(join(folder, "log"))} });`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", code]);
    await vi.waitFor(() => expect(log()).toMatch(/up \d+/), 5_000);
    const child = Number(/up (\d+)/.exec(readFileSync(join(folder, "log"), "utf8"))![1]);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    await vi.waitFor(() => expect(isAlive(child)).toBe(false), 5_000);
  });
});
