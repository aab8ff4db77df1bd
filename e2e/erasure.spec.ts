import type { Page } from "@playwright/test";
import { account } from "./support/accounts";
import { justConfirmed, sixMinutesPass } from "./support/devices";
import { tried } from "./support/doors";
import { newPerson } from "./support/people";
import { giveRights } from "./support/rights";
import { arriveAs, confirm, expect, isNowhere, pageIsSound, seeAs, test } from "./support/test";

// Dara works in the first team of the first site, Kalyan coordinates the site. No other journey is at work as Sopheap.
const dara = account("caseworker");
const sopheap = account("caseworker", 3);
const kalyan = account("coordinator");

// Several people sign in and confirm who they are, each with codes that work once in half a minute.
test.describe.configure({ mode: "serial", timeout: 300_000 });

test("a person asks for erasure, one proposes, another agrees, and a certificate is left @phone", async ({
  page,
}) => {
  await arriveAs(page, dara);
  const { caseId, code, alias } = await newPerson(page, {
    names: [{ full: "Chenda Sok" }],
    birthDate: "1998",
  });

  await page.goto(`/cases/${caseId}/kept`);
  await expect(
    page.getByText("Nothing is erased by itself. You decide, and a second person agrees."),
  ).toBeVisible();
  await pageIsSound(page);
  await page.getByRole("link", { name: "Write down what the person asks" }).click();
  await page.getByRole("button", { name: "Write it down" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "There is a problem" })).toBeFocused();
  await pageIsSound(page);
  await page.getByLabel("That their record is erased").check();
  await page.getByLabel(/^In their words/).fill("I want to begin anew");
  await page.getByRole("button", { name: "Write it down" }).click();
  const request = page.getByRole("listitem").filter({ hasText: "I want to begin anew" });
  await expect(request).toContainText("answer due");
  await pageIsSound(page);

  await request.getByRole("link", { name: "Propose to erase" }).click();
  await expect(page.getByText(`The code ${code}, its dates, and that something was here.`)).toBeVisible();
  await pageIsSound(page);
  await page.getByLabel("The person asked for it").check();
  await sixMinutesPass(page);
  await page.getByRole("button", { name: "Propose to erase" }).click();
  await confirm(page, dara);
  await page.waitForURL(/done=erase/);
  await page.goto(`/cases/${caseId}`);
  await page.getByRole("link", { name: "Look at the proposal" }).click();
  await expect(page.getByText("You proposed this. Somebody else decides.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Erase it" })).toHaveCount(0);
  await pageIsSound(page);
  const erasureId = new URL(page.url()).pathname.split("/").at(-1)!;

  await seeAs(page, kalyan);
  await page.goto("/erasures");
  await pageIsSound(page);
  await page.getByRole("link", { name: code }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Proposed erasure");
  await pageIsSound(page);
  await page.getByRole("button", { name: "Erase it" }).click();
  await expect(page.getByText("Check it, then tick the box.").first()).toBeVisible();
  await page.getByLabel("I have checked it: erase it for good").check();
  await sixMinutesPass(page);
  await page.getByRole("button", { name: "Erase it" }).click();
  await confirm(page, kalyan);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Certificate of erasure");
  await expect(page.getByText("It was the person’s last file: who they are went too.")).toBeVisible();
  await pageIsSound(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText(/It names nobody who was helped\.$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await page.emulateMedia({ media: null });

  for (const address of [`/cases/${caseId}`, `/cases/${caseId}/kept`, `/cases/${caseId}/timeline`]) {
    await page.goto(address);
    await expect(page).toHaveURL(new RegExp(`/erasures/${erasureId}$`));
    for (const gone of [alias, "Chenda Sok"]) expect(await page.content()).not.toContain(gone);
  }
});

test("a legal hold stops an erasure, until it is lifted", async ({ page }) => {
  await arriveAs(page, dara);
  const { caseId } = await newPerson(page);
  await propose(page, caseId, "Its time is over");

  await seeAs(page, kalyan);
  await page.goto(`/cases/${caseId}/kept/hold`);
  await expect(page.getByText("The proposed erasure ends when you place the hold.")).toBeVisible();
  await page.getByRole("button", { name: "Place the hold" }).click();
  await expect(page.getByText("Choose a day.").first()).toBeVisible();
  await pageIsSound(page);
  await page.getByLabel("A claim for compensation").check();
  const day = await page.getByLabel("Look at it again on").getAttribute("max");
  await page.getByLabel("Look at it again on").fill(day!);
  await page.getByRole("button", { name: "Place the hold" }).click();
  await page.waitForURL(/done=hold/);
  await expect(page.getByText("It is proposed to erase this file.")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Propose to erase" })).toHaveCount(0);
  await pageIsSound(page);
  await justConfirmed(page);
  const refused = await tried(page, "erasure.propose", { caseId, reason: "person_asked" });
  expect(refused).toMatchObject({ code: "CONFLICT", fields: { "": "retention.error.held" } });
  await isNowhere(page, `/cases/${caseId}/kept/erase`);

  await page.goto(`/cases/${caseId}/kept/hold`);
  await pageIsSound(page);
  await page.getByRole("button", { name: "Lift the hold" }).click();
  await page.waitForURL(/done=lift/);
  await expect(page.getByRole("link", { name: "Propose to erase" })).toBeVisible();
});

test("who guards data sees that something is to be erased, and no file", async ({ page }) => {
  await arriveAs(page, dara);
  const { caseId, code, alias } = await newPerson(page);
  await propose(page, caseId, "It was recorded by mistake");
  await giveRights(sopheap.email, { grants: ["data_protection_officer"] });
  await seeAs(page, sopheap);
  await page.goto("/erasures");
  await page.getByRole("link", { name: code }).click();
  await expect(page.getByText(/^You see no file, only codes\./)).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the file" })).toHaveCount(0);
  expect(await page.content()).not.toContain(alias);
  await pageIsSound(page);
  await isNowhere(page, `/cases/${caseId}`);
  await giveRights(sopheap.email, {});
});

/** Proposes to erase a case of Dara's, who is on the page. */
async function propose(page: Page, caseId: string, reason: string): Promise<void> {
  await sixMinutesPass(page);
  await page.goto(`/cases/${caseId}/kept/erase`);
  await page.getByLabel(reason).check();
  await page.getByRole("button", { name: "Propose to erase" }).click();
  await confirm(page, dara);
  await page.waitForURL(/done=erase/);
}
