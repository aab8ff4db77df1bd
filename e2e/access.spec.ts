import type { Page } from "@playwright/test";
import { account } from "./support/accounts";
import { justConfirmed } from "./support/devices";
import { ask, tell, tried } from "./support/doors";
import { newPerson } from "./support/people";
import { giveRights } from "./support/rights";
import { arriveAs, expect, isNowhere, pageIsSound, seeAs, test } from "./support/test";

// Dara works in the first team of the first site, Vichet in its second, Kalyan coordinates the site.
const dara = account("caseworker");
const sreymom = account("caseworker", 1);
const vichet = account("caseworker", 2);
const kalyan = account("coordinator");
const reason = "She called from the gate and nobody of her team answers the phone";

// Three people sign in, each with a code that works once in half a minute.
test.describe.configure({ mode: "serial", timeout: 240_000 });

test("a colleague's case looks like none, shows whom to ask, and opens in an emergency for an hour @phone", async ({
  page,
}) => {
  await arriveAs(page, dara);
  const { caseId, code, alias } = await newPerson(page);

  await seeAs(page, vichet);
  const pages: string[] = [];
  for (const id of [caseId, crypto.randomUUID()]) {
    await page.goto(`/cases/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
    pages.push(await page.locator("main").innerText());
  }
  expect(pages[0]).toBe(pages[1]);

  await page.goto("/people");
  await page.getByRole("searchbox").or(page.locator("#find")).first().fill(code);
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: /^Ask / }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(code);
  await pageIsSound(page);

  const glass = page.getByRole("region", { name: "Somebody may come to harm now" });
  await glass.getByRole("button", { name: "Open in an emergency" }).click();
  await expect(page.getByText("Write a little more: at least 20 characters.").first()).toBeVisible();
  await pageIsSound(page);
  await glass.getByLabel("What is happening?").fill(reason);
  await justConfirmed(page);
  await glass.getByRole("button", { name: "Open in an emergency" }).click();
  await page.waitForURL(`**/cases/${caseId}`);
  await expect(page.getByText(/You are here in an emergency until \d\d:\d\d\./)).toContainText("told");
  await pageIsSound(page);
  await page.goto(`/cases/${caseId}/needs`);
  await expect(page.getByText(/You are here in an emergency/)).toBeVisible();
  await page.getByRole("button", { name: "End now" }).click();
  await page.waitForURL("**/access");
  await pageIsSound(page);
  await isNowhere(page, `/cases/${caseId}`);
  expect(await page.content()).not.toContain(alias);

  await seeAs(page, dara);
  await expect(async () => {
    await page.goto("/my-day");
    await expect(page.getByText("A file was opened in an emergency").first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });

  await seeAs(page, kalyan);
  expect(await unreviewed(page)).toBeGreaterThan(0);
  await page.goto("/dashboard");
  await page.getByRole("link", { name: /Emergency accesses not reviewed/ }).click();
  await page.waitForURL("**/access?show=review");
  await pageIsSound(page);
  const card = page.getByRole("listitem").filter({ hasText: code });
  await expect(card).toContainText(reason);
  await card.getByText("It was needed").click();
  await card.getByRole("button", { name: "Save review" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: code })).toHaveCount(0);
  const { toReview } = await ask<{ toReview: { code: string }[] }>(page, "access.list", { show: "review" });
  expect(toReview.map((row) => row.code)).not.toContain(code);
  const { entries } = await ask<{ entries: { action: string; reason: string | null }[] }>(
    page,
    "case.timeline",
    { caseId },
  );
  expect(entries).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ action: "access.breakGlass", reason: "glass" }),
      expect.objectContaining({ action: "case.get", reason: "glass" }),
      expect.objectContaining({ action: "access.review" }),
    ]),
  );
});

async function unreviewed(page: Page): Promise<number> {
  const { glassUnreviewed } = await ask<{ glassUnreviewed: { count: number } }>(
    page,
    "dashboard.coordinator",
  );
  return glassUnreviewed.count;
}

test("somebody asks, is let in for a time, and leaves", async ({ page }) => {
  await arriveAs(page, dara);
  const { caseId, code } = await newPerson(page);
  await seeAs(page, vichet);
  await page.goto(`/access/${code}`);
  const asking = page.getByRole("region", { name: /^Ask / });
  await asking.getByLabel("Why do you need to see it?").fill(reason);
  await asking.getByRole("button", { name: "Ask to be let in" }).click();
  await expect(page.getByText("You have asked. The answer will be on your day.")).toBeVisible();

  await seeAs(page, dara);
  await page.goto("/access");
  const card = page.getByRole("listitem").filter({ hasText: code });
  await expect(card).toContainText(reason);
  await pageIsSound(page);
  await card.getByRole("button", { name: /^Let them in/ }).click();
  await expect(page.getByRole("listitem").filter({ hasText: code })).toContainText("Open until");

  await seeAs(page, vichet);
  await page.goto(`/cases/${caseId}`);
  await expect(page.getByText(/You were let in until/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("There is nothing here");
});

test("a note for few eyes shows others that it is there, and no more", async ({ page }) => {
  const words = `Pregnant and afraid ${crypto.randomUUID()}`;
  await arriveAs(page, dara);
  const { caseId } = await newPerson(page);
  await page.goto(`/cases/${caseId}/notes`);
  await page.getByText("Few: health").click();
  await page.getByLabel("Note", { exact: true }).fill(words);
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("For few eyes: health")).toBeVisible();
  await pageIsSound(page);
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByText("Choose a reason first.")).toBeVisible();
  await page.getByLabel("Why do you read it?").selectOption("safety");
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByText(words)).toBeVisible();

  await seeAs(page, kalyan);
  await page.goto(`/cases/${caseId}/notes`);
  await expect(page.getByText("For few eyes: health")).toBeVisible();
  await expect(page.getByRole("button", { name: "Read it" })).toHaveCount(0);
  expect(await page.content()).not.toContain(words);
  await page.goto(`/cases/${caseId}/timeline`);
  expect(await page.content()).not.toContain(words);
  expect(JSON.stringify(await ask(page, "person.search", { q: words.slice(0, 40) }))).not.toContain(caseId);
  const { notes } = await ask<{ notes: { id: string }[] }>(page, "note.list", { caseId });
  const refused = await tried(page, "note.reveal", { noteId: notes[0]!.id, reason: "safety" });
  expect(refused).toMatchObject({ ok: false, code: "NOT_FOUND" });

  await giveRights(sreymom.email, { grants: ["health_notes"] });
  await seeAs(page, sreymom);
  expect(await tell(page, "note.reveal", { noteId: notes[0]!.id, reason: "safety" })).toMatchObject({
    body: words,
  });
  await giveRights(sreymom.email, {});
  expect(await tried(page, "note.reveal", { noteId: notes[0]!.id, reason: "safety" })).toMatchObject({
    code: "NOT_FOUND",
  });
});
