import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newTally, playwrightCounts, vitestCounts } from "./test-report.mjs";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "onward-report-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the last line of a test run", () => {
  it("counts tests and checks, and a crashed part as a failure", async () => {
    const lines: string[] = [];
    const { part, finish } = newTally((text: string) => lines.push(text));
    await part("Format", async () => ({ passed: 1, failed: 0 }));
    await part("Tests", async () => ({ passed: 5, failed: 2, skipped: 1, output: "why" }));
    await part("Crash", () => Promise.reject(new Error("gone")));
    expect(finish()).toBe(1);
    expect(lines.at(-1)).toBe("\n6 passed, 3 failed\n");
    expect(lines.join("")).toContain("Unexpected: gone");
  });

  it("is not fooled by a run without tests, a file that does not load, or a test that passed at the second try", () => {
    const report = (content: object) => {
      writeFileSync(join(folder, "report.json"), JSON.stringify(content));
      return join(folder, "report.json");
    };
    const vitest = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, testResults: [] as object[] };
    expect(vitestCounts(report(vitest), { code: 0 })).toMatchObject({ passed: 3, failed: 0 });
    expect(vitestCounts(report({ ...vitest, numPassedTests: 0 }), { code: 0 }).failed).toBe(1);
    expect(
      vitestCounts(report({ ...vitest, testResults: [{ status: "failed", assertionResults: [] }] }), {
        code: 1,
      }).failed,
    ).toBe(1);
    expect(vitestCounts(join(folder, "none.json"), { code: 0 }).failed).toBe(1);
    const browser = { stats: { expected: 2, unexpected: 0, flaky: 1, skipped: 0 } };
    expect(playwrightCounts(report(browser), { code: 0 })).toMatchObject({ passed: 2, failed: 1 });
  });
});
