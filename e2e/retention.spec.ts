import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { account } from "./support/accounts";
import { sixMinutesPass } from "./support/devices";
import { ask, tell, tried } from "./support/doors";
import { newPerson } from "./support/people";
import { arriveAs, confirm, expect, isNowhere, pageIsSound, seeAs, test } from "./support/test";

// Dara and Sreymom work in the first team of the first site, Vichet in its second, Kalyan coordinates the site.
const dara = account("caseworker");
const sreymom = account("caseworker", 1);
const vichet = account("caseworker", 2);
const kalyan = account("coordinator");

// Several people sign in and confirm who they are, each with codes that work once in half a minute.
test.describe.configure({ mode: "serial", timeout: 300_000 });

test("a person's own copy is saved as one file, and nothing of it stays in the browser", async ({
  page,
}, info) => {
  await arriveAs(page, dara);
  const { caseId, code, alias } = await newPerson(page);
  await tell(page, "request.receive", { caseId, kind: "copy" });
  await page.goto(`/cases/${caseId}/kept/copy`);
  await pageIsSound(page);
  await page.getByRole("button", { name: "Give the person their copy" }).click();
  await expect(page.getByText("Talk about it first, then tick the box.").first()).toBeVisible();
  await page.getByLabel("The person wants it, and knows where it is safe to hold").check();
  await sixMinutesPass(page);
  const coming = page.waitForEvent("download", { timeout: 120_000 });
  await page.getByRole("button", { name: "Give the person their copy" }).click();
  await confirm(page, dara);
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${code}-\\d{4}-\\d\\d-\\d\\d\\.json$`));
  const path = info.outputPath("copy.json");
  await download.saveAs(path);
  const copy = JSON.parse(readFileSync(path, "utf8")) as Record<string, never>;
  expect(copy).toMatchObject({ format: 1, case: { code }, identity: { preferredName: alias } });
  await expect(
    page.getByRole("heading", { name: "The copy is in the downloads of this device" }),
  ).toBeFocused();
  await pageIsSound(page);
  expect(await page.content()).not.toContain(alias);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain(alias);
  await page.getByRole("link", { name: "Back to what we keep" }).click();
  await expect(page.getByText(/^Answered on .*: Done$/)).toBeVisible();
});

test("a wrong name goes for good, the right one stands, and the request is answered", async ({ page }) => {
  await arriveAs(page, dara);
  const { caseId } = await newPerson(page, { names: [{ full: "Wrongly Written" }] });
  await tell(page, "request.receive", { caseId, kind: "correction", wish: "Not my name" });
  await page.goto(`/cases/${caseId}/kept/correct`);
  expect(await page.content()).not.toContain("Wrongly Written");
  await page.getByRole("button", { name: "Show what is recorded" }).click();
  await page.getByLabel("Wrongly Written").check();
  await page.getByLabel("Name", { exact: true }).fill("Rightly Written");
  await page.getByLabel("Year").fill("1999");
  await pageIsSound(page);
  await page.getByRole("button", { name: "Correct it" }).click();
  await page.waitForURL(/done=correct/);
  await expect(page.getByText(/^Answered on .*: Done$/)).toBeVisible();
  const seen = await tell<{ names: { full: string }[] }>(page, "person.reveal", { caseId, what: "names" });
  expect(seen.names.map(({ full }) => full)).toEqual(["Rightly Written"]);
  const born = await tell<{ birthDate: string }>(page, "person.reveal", { caseId, what: "birth_date" });
  expect(born.birthDate).toBe("1999");
});

test("who takes back their consent is in no list until they agree again, and help goes on", async ({
  page,
}) => {
  await arriveAs(page, dara);
  const { caseId, code, alias } = await newPerson(page);
  const consent = {
    ...{ caseId, scope: "case_management", answer: "given", elements: [] },
    ...{ language: "km", interpreter: false, method: "oral_witnessed", capacity: "yes" },
  };
  await tell(page, "consent.give", consent);
  const { consents } = await ask<{ consents: { id: string; version: number }[] }>(page, "case.get", {
    caseId,
  });
  const [given] = consents;
  await tell(page, "consent.withdraw", { consentId: given!.id, version: given!.version, how: "in_person" });

  expect(await listed(page)).not.toContain(code);
  await page.goto("/people");
  await page.locator("#find").fill(alias);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  // Somebody else may sound alike.
  await expect(page.getByText(/fits?\./).first()).toBeVisible();
  await expect(page.getByText(code)).toHaveCount(0);
  for (const section of ["", "/needs", "/consent", "/notes", "/kept"]) {
    await page.goto(`/cases/${caseId}${section}`);
    await expect(page.getByText("The use of this file is stopped.")).toBeVisible();
    await pageIsSound(page);
  }
  const refused = await tried(page, "person.reveal", { caseId, what: "names", reason: "own_case" });
  expect(refused).toMatchObject({ ok: false, code: "FORBIDDEN" });
  const words = { caseId, kind: "talk", language: "en", body: "Not to be written" };
  expect(await tried(page, "note.add", words)).toMatchObject({ ok: false, code: "FORBIDDEN" });
  await page.getByLabel("Why do you need the name?").selectOption("For their safety");
  await page.getByRole("button", { name: "Show full name" }).click();
  await expect(page.getByText(alias)).toBeVisible();

  await page.getByRole("link", { name: "Allow its use again" }).first().click();
  await page.getByLabel("The person agrees again that we work on their case").check();
  await page.getByRole("button", { name: "Allow its use again" }).click();
  await expect(page.getByText(/^Ask the person first, and record that they agree/).first()).toBeVisible();
  await pageIsSound(page);
  await tell(page, "consent.give", consent);
  await page.getByRole("button", { name: "Allow its use again" }).click();
  await page.waitForURL(/done=allow/);
  await expect(page.getByText("The use of this file is stopped.")).toHaveCount(0);
  expect(await listed(page)).toContain(code);
});

test("nobody finds a button or an address that is not theirs", async ({ page }) => {
  await arriveAs(page, dara);
  const { caseId } = await newPerson(page);
  const acts = ["ask", "copy", "correct", "restrict", "erase"];
  const ofCoordinators = ["keep", "hold", "clear"];
  await page.goto(`/cases/${caseId}/kept`);
  for (const act of ofCoordinators) {
    await expect(page.locator(`a[href$="/kept/${act}"]`)).toHaveCount(0);
    await isNowhere(page, `/cases/${caseId}/kept/${act}`);
  }
  await seeAs(page, sreymom);
  await page.goto(`/cases/${caseId}/kept`);
  await expect(page.getByRole("link", { name: "Give the person their copy" })).toHaveCount(0);
  await isNowhere(page, `/cases/${caseId}/kept/copy`);

  await seeAs(page, vichet);
  for (const act of ["", ...acts, ...ofCoordinators]) await isNowhere(page, `/cases/${caseId}/kept/${act}`);
  await isNowhere(page, "/retention");
  await isNowhere(page, "/admin/retention");
});

test("a coordinator decides about what is past its time; an administrator says how long that is", async ({
  page,
}) => {
  await arriveAs(page, kalyan);
  await page.goto("/retention?rule=contact");
  await pageIsSound(page);
  const first = page.getByRole("row").nth(1);
  const code = await first.getByRole("link").first().innerText();
  await first.getByRole("link", { name: /^Keep longer/ }).click();
  await pageIsSound(page);
  const until = page.getByLabel("Keep it until");
  await until.fill((await until.getAttribute("max"))!);
  await page.getByLabel("Follow-up is planned").check();
  await page.getByRole("button", { name: "Keep it longer" }).click();
  await page.waitForURL(/\/retention\?done=keep/);
  await expect(page.getByRole("link", { name: code })).toHaveCount(0);

  const administrator = account("administrator");
  await seeAs(page, administrator);
  await page.goto("/admin/retention");
  await pageIsSound(page);
  const backups = page.getByLabel("Backups");
  await backups.fill("91");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "There is a problem" })).toBeFocused();
  await pageIsSound(page);
  await backups.fill("35");
  await sixMinutesPass(page);
  await page.getByRole("button", { name: "Save" }).click();
  await confirm(page, administrator);
  await expect(page.getByText("Saved. It counts from now on.")).toBeVisible();
});

/** Codes on the list of people in one's care, as it opens. */
async function listed(page: Page): Promise<string[]> {
  const filter = { assignee: "me", limit: "25" };
  const { cases } = await ask<{ cases: { code: string }[] }>(page, "case.list", filter);
  return cases.map(({ code }) => code);
}
