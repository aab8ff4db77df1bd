import type { Page } from "@playwright/test";
import { tell } from "./support/doors";
import { newPerson } from "./support/people";
import { expect, pageIsSound, test } from "./support/test";

const numbers = [
  "No safe place tonight",
  "No caseworker yet",
  "Critical needs past due",
  "Referrals waiting",
  "Referrals past their time",
  "People met",
];

test("every number of the dashboard is the length of the list that it opens", async ({ page, signIn }) => {
  // The second coordinator's site, where no other journey registers anybody meanwhile.
  await signIn("coordinator", 1);
  await page.goto("/dashboard");
  await pageIsSound(page);
  let counted = 0;
  for (const name of numbers) {
    const number = await numberOf(page, name);
    await stat(page, name).click();
    await expect(page.getByRole("table")).toBeVisible();
    expect([name, await walk(page)]).toEqual([name, number]);
    counted += number;
    await page.goto("/dashboard");
  }
  expect(counted, "a dashboard of noughts would prove nothing").toBeGreaterThan(5);
});

test("each province of the map opens the people who are helped there", async ({ page, signIn }) => {
  await signIn("coordinator", 1);
  await page.goto("/dashboard");
  await page.getByText("See as table").click();
  const rows = page.getByRole("table", { name: "Where people are being helped" }).getByRole("row");
  const places = await rows
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => ({ href: link.getAttribute("href")!, count: Number(link.textContent) })),
    );
  expect(places.length).toBeGreaterThan(0);
  for (const { href, count } of places) {
    await page.goto(href);
    expect([href, await walk(page)]).toEqual([href, count]);
  }
});

test("somebody who waits gets a caseworker, and waits no more", async ({ page, signIn }) => {
  await signIn("coordinator", 1);
  const { caseId, code } = await newPerson(page, { level: "l0", safeTonight: "no" });
  await tell(page, "case.assign", { caseId, version: await versionOf(page, caseId), assigneeId: null });
  await page.goto("/dashboard");
  const before = await numberOf(page, "No caseworker yet");
  await page.getByRole("row").filter({ hasText: code }).getByRole("link", { name: "Assign" }).click();
  await pageIsSound(page);
  await page.getByRole("radio").first().check();
  await page.getByRole("button", { name: "Give the case to them" }).click();
  await page.waitForURL(new RegExp(`/cases/${caseId}$`));
  await expect(page.getByText("no caseworker yet")).toHaveCount(0);
  await page.goto("/dashboard");
  expect(await numberOf(page, "No caseworker yet")).toBe(before - 1);
  await expect(page.getByRole("row").filter({ hasText: code })).toHaveCount(0);
});

test("a filter stays in the address, and survives going to a person and back @phone", async ({
  page,
  signIn,
}) => {
  await signIn("coordinator", 1);
  await page.goto("/people");
  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Safe tonight").selectOption("no");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/safeTonight=no/);
  const said = await page.getByText(/^Showing/).innerText();
  const first = page.getByRole("table").getByRole("link").first();
  const person = await first.innerText();
  await first.click();
  await page.waitForURL(/\/cases\//);
  await page.goBack();
  await expect(page).toHaveURL(/safeTonight=no/);
  await expect(page.getByLabel("Safe tonight")).toHaveValue("no");
  await expect(page.getByText(/^Showing/)).toHaveText(said);
  await expect(page.getByRole("table").getByRole("link").first()).toHaveText(person);
  await page.reload();
  await expect(page.getByText(/^Showing/)).toHaveText(said);
  await pageIsSound(page);
});

function stat(page: Page, name: string) {
  return page.getByRole("main").getByRole("link", { name: new RegExp(`^${name} ?\\d`) });
}

async function numberOf(page: Page, name: string): Promise<number> {
  return Number(/\d+$/.exec((await stat(page, name).innerText()).trim())![0]);
}

/** How many rows the list on the page has, on all its pages. */
async function walk(page: Page): Promise<number> {
  for (let rows = 0; ;) {
    const table = page.getByRole("table");
    rows += await table
      .locator("tbody tr")
      .filter({ has: page.getByRole("link") })
      .count();
    const more = page.locator("a[rel=next]");
    if ((await more.count()) === 0) return rows;
    await page.goto((await more.getAttribute("href"))!);
  }
}

async function versionOf(page: Page, caseId: string): Promise<number> {
  const { result } = await page.evaluate(
    async (url) => (await fetch(url)).json() as Promise<{ result: { version: number } }>,
    `/api/queries/case.get?caseId=${caseId}`,
  );
  return result.version;
}
