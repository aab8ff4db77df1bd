import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import type { Download, TestInfo } from "@playwright/test";
import { account } from "./support/accounts";
import { justConfirmed, sixMinutesPass } from "./support/devices";
import { tell } from "./support/doors";
import { newPerson } from "./support/people";
import { arriveAs, confirm, expect, isNowhere, pageIsSound, seeAs, test } from "./support/test";

// Dara works in the first team of the first site, Vichet in its second.
const dara = account("caseworker");
const vichet = account("caseworker", 2);
const administrator = account("administrator");
const reason = "She called from the gate and nobody of her team answers the phone";

test.describe.configure({ mode: "serial", timeout: 240_000 });

let caseId: string;
let code: string;

test("a team sees who has looked at their file, and that somebody came in in an emergency @phone", async ({
  page,
}) => {
  await arriveAs(page, dara);
  ({ caseId, code } = await newPerson(page));
  await tell(page, "person.reveal", { caseId, what: "names", reason: "own_case" });

  await seeAs(page, vichet);
  await isNowhere(page, `/cases/${caseId}`);
  await justConfirmed(page);
  await tell(page, "access.breakGlass", { code, reason });
  await page.goto(`/cases/${caseId}`);
  await expect(page.getByText(/You are here in an emergency until/)).toBeVisible();

  await seeAs(page, dara);
  await page.goto(`/cases/${caseId}`);
  const folded = page.getByText("Sections:");
  if (await folded.isVisible()) await folded.click();
  await page.getByRole("link", { name: "Who has looked" }).click();
  await expect(
    page.getByText("Every look at this file is written down. Nobody can remove a line."),
  ).toBeVisible();
  const looker = (name: string) => page.locator("#main ol > li").filter({ hasText: name });
  const guest = looker(vichet.name ?? "Vichet");
  await expect(guest).toContainText("in an emergency");
  await expect(guest).toContainText("Emergency access");
  await expect(guest).toContainText("tried to open a file");
  await expect(guest).toContainText("opened the file in an emergency");
  await expect(looker(dara.name ?? "Dara")).toContainText("own case");
  await expect(looker(dara.name ?? "Dara")).toContainText(
    "opened hidden details: full name · reason: I work with this person",
  );
  await pageIsSound(page);

  await page.getByLabel("What they did").selectOption("Were refused");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(guest).toContainText("Refused");
  await expect(looker(dara.name ?? "Dara")).toHaveCount(0);
  await page.goto(`/cases/${caseId}/looked?kind=copied`);
  await expect(page.getByText("Nobody looked at this file in that way and at that time.")).toBeVisible();
  await pageIsSound(page);
});

test("an administrator asks the record in words @phone", async ({ page }) => {
  await arriveAs(page, administrator);
  await page.goto("/admin/audit");
  const ask = page.getByRole("button", { name: "Ask", exact: true });
  const answer = page.getByRole("region", { name: /Who|What/ });
  await page.getByLabel("Question").selectOption("Who looked at a file?");
  await ask.click();
  await expect(page.getByText("Write the code of the file, then ask.")).toBeVisible();
  await pageIsSound(page);
  await page.getByLabel("Code of a file").fill(code.toLowerCase().replaceAll("-", " "));
  await ask.click();
  await expect(page.getByRole("heading", { name: `Who looked at ${code}` })).toBeVisible();
  await expect(answer).toContainText(/opened the file .{1,4}[0-9A-Z-]+.{0,2} in an emergency/);
  await expect(answer).toContainText("asked who has looked");
  await pageIsSound(page);

  await page.getByLabel("Question").selectOption("What did a colleague do on a day?");
  await ask.click();
  await page.getByLabel("Who").selectOption({ label: vichet.name ?? "Vichet" });
  await page.getByLabel("Day").fill(today());
  await ask.click();
  await expect(page.getByRole("heading", { name: /^What .+ did on / })).toBeVisible();
  await expect(answer).toContainText("tried to open a file");
  await pageIsSound(page);

  await page.getByLabel("Question").selectOption("What left the system?");
  await page.getByLabel("Who").selectOption("Anybody");
  await ask.click();
  await expect(answer).toContainText("opened hidden details");
  await page.goto("/admin/audit?question=left&to=2001-01-01");
  await expect(page.getByText(/^What left the system, until .*2001: nothing was found\.$/)).toBeVisible();
  await pageIsSound(page);
});

test("an administrator fetches a signed file, and any changed letter shows", async ({ page }, info) => {
  await arriveAs(page, administrator);
  await page.goto(`/admin/audit?question=case&caseCode=${code}`);
  await page.getByRole("link", { name: "Get this as a file" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The record as a file");
  await pageIsSound(page);
  await sixMinutesPass(page);
  await page.getByRole("button", { name: "Write the file" }).click();
  await confirm(page, administrator);
  await expect(page.getByText(/^The file is ready: \d+ rows\.$/)).toBeVisible({ timeout: 30_000 });
  await pageIsSound(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Fetch the file" }).click(),
  ]);
  await expect(page.getByText("The file is among your downloads.")).toBeVisible();
  expect(download.suggestedFilename()).toMatch(/^records-[\dT-]+\.csv$/);
  const file = await kept(download, info);
  const text = readFileSync(file, "utf8");
  expect(text).toContain(`,${code},`);
  expect(await verified(file)).toMatch(/^The file is as it was signed: \d+ rows/);
  writeFileSync(file, text.replace("denied", "Denied"));
  expect(await verified(file)).toContain("The file was changed after it was signed.");
});

async function kept(download: Download, info: TestInfo): Promise<string> {
  const file = info.outputPath("records.csv");
  await download.saveAs(file);
  return file;
}

/** What the check on the command line says of a file, which needs no database. */
async function verified(file: string): Promise<string> {
  const check = ["scripts/run.mjs", "scripts/audit-verify.ts", "--export", file];
  const { PATH, ONWARD_HOME } = process.env;
  const ended = promisify(execFile)(process.execPath, check, { env: { PATH, ONWARD_HOME } as never });
  return ended.then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
}

function today(): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Phnom_Penh" }).format(new Date());
}
