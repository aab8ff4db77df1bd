import { readFileSync } from "node:fs";
import { Interrupted, sentenceFor } from "./refusal.mjs";
import { seconds } from "./steps.mjs";

/** Counts over a whole run: each test is one, each check that is not a test is one. */
export function newTally(write = (text) => process.stdout.write(text)) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  return {
    tally,
    /**
     * Runs one part and prints its line; what it wrote is shown only when something failed. `work` answers
     * `{ passed, failed, skipped?, output? }`; a part that crashes counts as one failure and the run goes on.
     */
    async part(title, work) {
      const began = Date.now();
      write(`${title} … `);
      const result = await work().catch((error) => {
        if (error instanceof Interrupted) throw error;
        return { passed: 0, failed: 1, output: `${error.details ?? ""}\n${sentenceFor(error)}` };
      });
      const { passed, failed, skipped = 0, output } = result;
      tally.passed += passed;
      tally.failed += failed;
      tally.skipped += skipped;
      const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`];
      write(`${seconds(began)} (${counts.filter(Boolean).join(", ")})\n`);
      if (failed && output) write(`\n${output.trim()}\n\n`);
      return failed === 0;
    },
    finish() {
      write(`\n${tally.passed} passed, ${tally.failed} failed\n`);
      return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
    },
  };
}

/** A check without tests of its own: one passed or one failed. */
export const oneCheck = ({ code, output }) => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  output,
});

/** Counts from vitest's JSON report. A file that could not be loaded, or a run that crashed, is a failure too. */
export function vitestCounts(reportFile, { code, output }) {
  const json = readJson(reportFile);
  if (!json) return { passed: 0, failed: 1, output };
  const broken = json.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  return counted(code, output, {
    passed: json.numPassedTests,
    failed: json.numFailedTests + broken,
    skipped: json.numPendingTests + (json.numTodoTests ?? 0),
  });
}

/** Counts from Playwright's JSON report. A test that passed only when tried again is a failure: it hides a race. */
export function playwrightCounts(reportFile, { code, output }) {
  const json = readJson(reportFile);
  if (!json) return { passed: 0, failed: 1, output };
  const { expected, unexpected, flaky, skipped } = json.stats;
  return counted(code, output, { passed: expected, failed: unexpected + flaky, skipped });
}

function counted(code, output, counts) {
  const failed = counts.failed === 0 && (code !== 0 || counts.passed === 0) ? 1 : counts.failed;
  return { ...counts, failed, output };
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
