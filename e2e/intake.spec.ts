import type { BrowserContext, Page } from "@playwright/test";
import { expect, pageIsSound, test } from "./support/test";

type Level = "Quick card" | "First talk";

/** Made new for each test, so that tests can be run again on the same data. */
const someDigits = () => String(Math.floor(Math.random() * 900_000) + 100_000);

test("a quick card in a crowd: skip most, get a code, and the coordinator sees it @phone", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn("caseworker");
  await begin(page, "Quick card");
  await choose(page, "Yes");
  await next(page, "What would the person like to be called?");
  await pageIsSound(page);
  await page.getByLabel("What would the person like to be called?").fill("Blue Shirt");
  await next(page, "Which language does the person prefer to speak?");
  await choose(page, "Urdu");
  await pageIsSound(page);
  await skipTo(page, "Does the person have a safe place to sleep tonight?");
  await choose(page, "No, needs a place tonight");
  await skipTo(page, "Check the answers");
  await expect(page.getByText("Not asked yet (9). That is fine.")).toBeVisible();
  await pageIsSound(page);
  const code = await save(page);
  await expect(page.getByText("No safe place tonight. This comes first.")).toBeVisible();
  await pageIsSound(page);

  const coordinator = await elsewhere(browser.newContext());
  await signIn("coordinator", 0, coordinator);
  await coordinator.goto("/people?safeTonight=no");
  await expect(coordinator.getByRole("link", { name: code })).toBeVisible();
  await coordinator.context().close();
});

test("a first talk with nothing answered can be saved, and the three kinds of no-answer stay apart @phone", async ({
  page,
  signIn,
}) => {
  await signIn("caseworker");
  await begin(page, "First talk");
  const kinds = ["They don’t know", "They prefer not to say", "I did not ask"];
  for (let screen = 0; (await heading(page)) !== "Check the answers"; screen++) {
    const before = await heading(page);
    for (const kind of await page.getByLabel(kinds[screen % 3]!, { exact: true }).all()) await kind.check();
    await continueFrom(page, before);
  }
  for (const kind of kinds) await expect(page.getByText(kind, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/^Not asked yet/)).toHaveCount(0);
  await save(page);
  await page.getByRole("link", { name: "Add needs" }).click();
  await expect(page).toHaveURL(/\/cases\/.+\/needs\/new/);
});

test("somebody who needs a medic now comes before the next question @phone", async ({ page, signIn }) => {
  await signIn("caseworker");
  await begin(page, "Quick card");
  await skipTo(page, "Is the person hurt or sick right now?");
  await choose(page, "Yes, needs a medic now");
  await next(page, "Get a medic now");
  await pageIsSound(page);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Get a medic now");
  await ready(page);
  await page.getByRole("button", { name: "Go back to the question" }).click();
  await expect(page.getByLabel("Yes, needs a medic now")).toBeChecked();
  await choose(page, "Yes, but it can wait a little");
  await next(page, "How old is the person?");
});

test("a date of birth says that somebody is a child, and a wrong one how to put it right @phone", async ({
  page,
  signIn,
}) => {
  await signIn("caseworker");
  await begin(page, "Quick card");
  await skipTo(page, "How old is the person?");
  await page.getByText("Date of birth, if they want to say it").first().click();
  await page.getByLabel("Day").fill("32");
  await page.getByLabel("Month").fill("5");
  await page.getByLabel("Year").fill("២៥៥៥");
  await page.getByRole("button", { name: "Continue" }).click();
  const problem = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(problem).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByText("That month does not have this day. Check the day and the month.")).toHaveCount(
    2,
  );
  await pageIsSound(page);
  await page.getByLabel("Day").fill("៣");
  await next(page, "This person may be a child");
  await pageIsSound(page);
  await expect(page).not.toHaveTitle(/^Error/);
  await next(page, "Is there a child with them?");
  await skipTo(page, "Check the answers");
  await expect(page.getByText("12 to 14 · 3 May 2012 (typed as 2555)")).toBeVisible();
  await expect(page.getByText("Under 18, or may be: treated as a child until it is known.")).toBeVisible();
});

test("the battery dies: the draft waits on My day with every saved answer @phone", async ({
  page,
  context,
  signIn,
}) => {
  await signIn("caseworker", 1);
  const name = `Somebody ${someDigits()}`;
  await begin(page, "Quick card");
  await choose(page, "Yes");
  await next(page, "What would the person like to be called?");
  await page.getByLabel("What would the person like to be called?").fill(name);
  await expect(saving(page)).toHaveText(/^Saved \d\d:\d\d/);
  const draft = new URL(page.url()).pathname.split("/")[3]!;
  await page.close();

  const again = await context.newPage();
  await again.goto("/my-day");
  await pageIsSound(again);
  await again.locator(`a[href*="${draft}"]`).click();
  await expect(again.getByLabel("What would the person like to be called?")).toHaveValue(name);
  await ready(again);
  await skipTo(again, "Check the answers");
  await save(again);
  await again.goto("/my-day");
  await expect(again.locator(`a[href*="${draft}"]`)).toHaveCount(0);
});

test("without a connection the answers stay, it says so, and they are sent when it is back @phone", async ({
  page,
  context,
  signIn,
}) => {
  await signIn("caseworker");
  await begin(page, "Quick card");
  await context.setOffline(true);
  await choose(page, "No");
  await expect(page.getByText("Find a safer place first")).toBeVisible();
  await expect(saving(page)).toHaveText(/^Not saved yet, no connection/);
  await next(page, "What would the person like to be called?");
  await page.getByLabel("What would the person like to be called?").fill("No signal");
  await page.getByRole("button", { name: "Save and stop here" }).click();
  await expect(page.getByLabel("What would the person like to be called?")).toHaveValue("No signal");
  await pageIsSound(page);
  await context.setOffline(false);
  await expect(saving(page)).toHaveText(/^Saved/);
  await page.reload();
  await expect(page.getByLabel("What would the person like to be called?")).toHaveValue("No signal");
  await ready(page);
  await page.getByRole("button", { name: "Save and stop here" }).click();
  await expect(page).toHaveURL(/\/my-day/);
});

test("a hint that somebody may be known already never stands in the way @phone", async ({ page, signIn }) => {
  await signIn("caseworker");
  const phone = `012${someDigits()}`;
  const known = await register(page, {
    names: [{ full: "ស្រី ពៅ" }],
    contacts: [{ method: "phone", value: phone }],
  });

  await begin(page, "Quick card");
  await skipTo(page, "What would the person like to be called?");
  await page.getByLabel("What would the person like to be called?").fill("Srey Pov");
  await skipTo(page, "May we contact the person again?");
  await choose(page, "Yes");
  await page.getByLabel("Way to reach them").selectOption("Phone");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "There is a problem" })).toBeFocused();
  await page.getByLabel("Number or name there").fill(inKhmerDigits(phone));
  await next(page, "Check the answers");
  await expect(page.getByText("Maybe somebody we know already")).toBeVisible();
  await expect(page.getByText(known)).toBeVisible();
  const code = await save(page);
  await expect(page.getByText(known)).toBeVisible();
  expect(code).not.toBe(known);

  await page.goto("/people");
  await ready(page);
  await page.getByLabel("Find a person").fill(phone);
  await page.getByLabel("Find a person").press("Enter");
  await expect(page.getByText("2 people fit.")).toBeVisible();
  await pageIsSound(page);
  expect(page.url()).not.toContain(phone);
});

test("a card without a single answer is enough, and Back after saving asks nothing again", async ({
  page,
  signIn,
}) => {
  await signIn("caseworker");
  await begin(page, "Quick card");
  await skipTo(page, "Check the answers");
  const code = await save(page);
  await page.getByRole("link", { name: "People", exact: true }).click();
  await expect(page.getByRole("link", { name: code })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Saved");
  await expect(page.getByText(code)).toBeVisible();
});

test("changing an answer leads back to the check page, also with the browser's Back", async ({
  page,
  signIn,
}) => {
  await signIn("caseworker");
  await begin(page, "Quick card");
  await choose(page, "Yes");
  await skipTo(page, "Check the answers");
  await page.getByRole("link", { name: /^Change Can we talk safely here/ }).click();
  await expect(page.getByLabel("Yes", { exact: true })).toBeChecked();
  await choose(page, "No");
  await next(page, "Check the answers");
  await page.goBack();
  await expect(page.getByLabel("No", { exact: true })).toBeChecked();
  await page.goForward();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check the answers");
});

async function begin(page: Page, level: Level): Promise<void> {
  await page.goto("/people/new");
  await pageIsSound(page);
  await page.getByRole("link", { name: level }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Can we talk safely here?");
  await ready(page);
}

/** Scripts have loaded: a press has its effect. */
async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const pressed = document.querySelector("main form, main button");
    return pressed !== null && Object.keys(pressed).some((key) => key.startsWith("__reactProps"));
  });
}

async function choose(page: Page, answer: string): Promise<void> {
  await page.getByLabel(answer, { exact: true }).first().check();
}

function heading(page: Page): Promise<string> {
  return page.getByRole("heading", { level: 1 }).innerText();
}

async function next(page: Page, expected: string): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(expected);
}

async function continueFrom(page: Page, before: string): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(before);
}

/** Answers nothing until the screen with this heading. */
async function skipTo(page: Page, expected: string): Promise<void> {
  for (let before = await heading(page); before !== expected; before = await heading(page))
    await continueFrom(page, before);
}

/** Saves from the check page and gives the code. */
async function save(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/people\/new\/saved\//);
  return page
    .getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]$/)
    .first()
    .innerText();
}

function saving(page: Page) {
  return page.locator("[data-saving] > p");
}

/** Registers somebody through the HTTP door and gives the code. */
async function register(page: Page, registration: object): Promise<string> {
  const answer = await page.evaluate(async (body) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch("/api/commands/case.register", { method: "POST", headers, body });
    return (await response.json()) as { ok: boolean; result: { code: string } };
  }, JSON.stringify(registration));
  expect(answer.ok).toBe(true);
  return answer.result.code;
}

function inKhmerDigits(digits: string): string {
  return digits.replace(/\d/g, (digit) => "០១២៣៤៥៦៧៨៩"[Number(digit)]!);
}

async function elsewhere(context: Promise<BrowserContext>): Promise<Page> {
  return (await context).newPage();
}
