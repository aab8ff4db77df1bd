import { account } from "./support/accounts";
import { ask } from "./support/doors";
import { newAlias } from "./support/people";
import { giveRights } from "./support/rights";
import { arriveAs, expect, pageIsSound, test } from "./support/test";

// Somebody whom no other journey needs, on the phone and on the laptop.
const volunteer = () => account("caseworker", test.info().project.name === "phone" ? 4 : 5);
const coordinator = account("coordinator", 1);

test.describe.configure({ mode: "serial", timeout: 180_000 });
test.beforeAll(() => giveRights(volunteer().email, { role: "limited", grants: ["intake"] }));
test.afterAll(() => giveRights(volunteer().email, { role: "caseworker" }));

test("a volunteer records a person, gets the code, and sees nobody @phone", async ({ page }) => {
  await arriveAs(page, volunteer());
  await expect(page).toHaveURL(/\/my-day$/);
  await pageIsSound(page);
  const bar = page.getByRole("navigation", { name: "Main pages" }).filter({ visible: true }).first();
  await expect(bar.getByRole("link")).toHaveText(["My day", "New person", "Me"]);

  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.getByRole("link", { name: "New person" }).filter({ visible: true }).first().click();
  await expect(page.getByRole("link", { name: /Find/ })).toHaveCount(0);
  await pageIsSound(page);
  await page.getByRole("link", { name: /Quick card/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Can we talk safely here?");
  const alias = newAlias();
  for (;;) {
    const before = await page.getByRole("heading", { level: 1 }).innerText();
    if (before === "Check the answers") break;
    if (before.startsWith("What would the person like to be called"))
      await page.getByLabel("What would the person like to be called?").fill(alias);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(before);
  }
  await pageIsSound(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/people\/new\/saved\//);
  const code = await page.locator("main .text-4xl").innerText();
  expect(code).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]$/);
  await pageIsSound(page);
  const caseId = page.url().split("/").at(-1)!;
  expect(asked.filter((url) => /person\.(duplicates|search)/.test(url))).toEqual([]);

  for (const address of [
    "/people",
    `/cases/${caseId}`,
    "/referrals",
    "/needs",
    "/dashboard",
    "/figures",
    "/watch",
    "/admin/staff",
  ]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 }), address).toHaveText("There is nothing here");
    expect(await page.content(), address).not.toContain(alias);
  }
  await page.reload();

  await page.context().clearCookies();
  await arriveAs(page, coordinator);
  const { cases } = await ask<{ cases: { code: string; assigneeName: string | null }[] }>(page, "case.list", {
    assignee: "none",
    limit: "50",
  });
  expect(cases).toContainEqual(expect.objectContaining({ code, assigneeName: null }));
});

test("an analyst, a data-protection officer and who has nothing yet arrive where they have something to do", async ({
  page,
}) => {
  const arrivals = [
    { grants: ["analyst"], at: /\/figures$/, title: "Figures" },
    { grants: ["data_protection_officer"], at: /\/watch$/, title: "Unusual reading" },
    { grants: ["duty_officer"], at: /\/my-day$/, title: /Good/ },
    { grants: [], at: /\/me$/, title: /./ },
  ];
  for (const { grants, at, title } of arrivals) {
    await giveRights(volunteer().email, { role: "limited", grants });
    await arriveAs(page, volunteer());
    await expect(page).toHaveURL(at);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await pageIsSound(page);
  }
  await giveRights(volunteer().email, { role: "limited", grants: ["data_protection_officer"] });
  for (const address of ["/admin/audit", "/access", "/admin/watch"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("There is nothing here");
    await pageIsSound(page);
  }
});
