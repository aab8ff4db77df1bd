import type { Page } from "@playwright/test";
import { ask } from "./support/doors";
import { newAlias } from "./support/people";
import { expect, pageIsSound, test } from "./support/test";

/** Every piece of the file that an administrator must never meet in the records. */
const written = {
  message: "Please knock at the back gate",
  answer: "A bed is ready from six",
  feedback: "Slept well, stays until Friday",
};

test("from first contact to an answered referral, seen by all three roles and the partner @phone", async ({
  page,
  browser,
  signIn,
  contextOptions,
}) => {
  test.setTimeout(240_000);
  const alias = newAlias();
  const phoneNumber = String(Math.floor(Math.random() * 900_000) + 100_000);
  let code = "";
  let partnerPage: Page;

  await test.step("a caseworker makes a quick card", async () => {
    await signIn("caseworker");
    await page.goto("/people/new");
    await pageIsSound(page);
    await page.getByRole("link", { name: "Quick card" }).click();
    await answer(page, /talk safely/, "Yes");
    await page.getByLabel(/like to be called/).fill(alias);
    await pageIsSound(page);
    await goOn(page);
    await question(page, /prefer to speak/)
      .getByLabel("Another language")
      .check();
    await page.getByLabel("Which language?").selectOption({ label: "Khmer" });
    await goOn(page);
    await answer(page, /hurt or sick/, "No");
    await answer(page, /How old/, "25 to 34");
    for (const open of [/a child with them/, /pregnant/, /afraid of/, /waiting for the person/])
      await skip(page, open);
    await answer(page, /safe place to sleep/, "No, needs a place tonight");
    await question(page, /contact the person again/)
      .getByRole("radio", { name: "Yes", exact: true })
      .check();
    await page.getByLabel("Way to reach them").selectOption({ label: "Phone" });
    await page.getByLabel("Number or name there").fill(`012 ${phoneNumber}`);
    await goOn(page);
    await expect(page.getByRole("heading", { level: 1, name: "Check the answers" })).toBeVisible();
    await expect(page.getByText(alias)).toBeVisible();
    await pageIsSound(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Saved" })).toBeVisible();
    await pageIsSound(page);
    code = (await page
      .getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]$/)
      .first()
      .textContent())!;
  });

  await test.step("adds what the person needs", async () => {
    await page.getByRole("link", { name: "Open the case" }).click();
    await expect(page.getByText("No safe place tonight").first()).toBeVisible();
    await pageIsSound(page);
    await page.getByRole("link", { name: "Add the need" }).click();
    await pageIsSound(page);
    await page
      .getByRole("checkbox", { name: /^Safe place/ })
      .first()
      .check();
    await page.getByLabel("Yes, they want this").check();
    await page.getByRole("button", { name: "Add 1 need" }).click();
    await page.waitForURL(/\/needs$/);
    await pageIsSound(page);
  });

  await test.step("asks a partner in four steps, and the person in between", async () => {
    await page.getByRole("link", { name: "Ask a partner" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Who can help?" })).toBeVisible();
    await pageIsSound(page);
    await page.getByRole("link", { name: "Ask this partner" }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "What will be shared?" })).toBeVisible();
    await pageIsSound(page);
    for (const piece of ["Code of the file", "Name", "Help that is asked for"])
      await page.getByLabel(piece, { exact: true }).check();
    await page.getByRole("button", { name: "Look at what they will see" }).click();
    await expect(page.getByText("Some of this cannot be shared")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Share with/ })).toHaveCount(0);
    await pageIsSound(page);
    await page.getByRole("link", { name: "Ask the person" }).click();
    await question(page, /What did the person say/)
      .getByRole("radio", { name: "Yes", exact: true })
      .check();
    for (const piece of ["Code of the file", "Name", "Help that is asked for"])
      await page.getByLabel(piece, { exact: true }).check();
    await page.getByLabel("In which language was it explained?").selectOption({ label: "Khmer" });
    await page.getByLabel("Spoken, with a witness").check();
    await page.getByLabel("Understands and decides freely").check();
    await pageIsSound(page);
    await page.getByRole("button", { name: "Write it down" }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Check what .* will see$/ })).toBeVisible();
    await pageIsSound(page);
    await page.getByLabel("Message to the partner").fill(written.message);
    await page.getByRole("button", { name: /^Share with/ }).click();
    await expect(page.getByLabel("Secret link")).toHaveValue(/\/partner\//);
    await pageIsSound(page);
  });

  const link = await page.getByLabel("Secret link").inputValue();
  await page.getByRole("link", { name: "Go to the referral" }).click();
  await page.waitForURL(/\/referrals\/[\w-]+$/);
  const referral = page.url();

  await test.step("the partner reads exactly what was shared, without an account", async () => {
    partnerPage = await (await browser.newContext(contextOptions)).newPage();
    await partnerPage.goto(link);
    await expect(partnerPage.locator("dt")).toHaveText([
      "Code of the file",
      "Name",
      "Help that is asked for",
    ]);
    await expect(partnerPage.locator("dl")).toContainText(code);
    await expect(partnerPage.locator("dl")).toContainText(alias);
    await expect(partnerPage.getByText(written.message)).toBeVisible();
    expect((await partnerPage.content()).replaceAll(" ", "")).not.toContain(phoneNumber);
    await pageIsSound(partnerPage);
  });

  await test.step("says that it came, says yes, begins", async () => {
    await partnerPage.getByRole("button", { name: "We have received this" }).click();
    await expect(partnerPage.getByText("Received by the partner")).toBeVisible();
    await caseworkerSees(page, referral, "Received by the partner");
    await partnerPage.getByLabel("Yes, we can").check();
    await partnerPage.getByLabel("A few words").fill(written.answer);
    await partnerPage.getByRole("button", { name: "Send answer" }).click();
    await expect(partnerPage.getByText("Accepted", { exact: true })).toBeVisible();
    await pageIsSound(partnerPage);
    await caseworkerSees(page, referral, "Accepted");
    await expect(page.getByText(written.answer)).toBeVisible();
    await pageIsSound(page);
    await partnerPage.getByRole("button", { name: "Help has begun" }).click();
    await expect(partnerPage.getByText("Help is under way")).toBeVisible();
    await caseworkerSees(page, referral, "Help is under way");
  });

  await test.step("tells how it went, after which the link shows nothing", async () => {
    await partnerPage.getByLabel("Met", { exact: true }).check();
    await partnerPage.getByLabel("Anything they should know").fill(written.feedback);
    await pageIsSound(partnerPage);
    await partnerPage.getByRole("button", { name: "Send", exact: true }).click();
    await expect(
      partnerPage.getByRole("heading", { level: 1, name: "Nothing is shared here any more" }),
    ).toBeVisible();
    expect(await partnerPage.content()).not.toContain(alias);
    await pageIsSound(partnerPage);
    await partnerPage.context().close();
  });

  await test.step("the caseworker tells the person, and closes", async () => {
    await caseworkerSees(page, referral, "Partner says: done");
    await expect(page.getByText(written.feedback)).toBeVisible();
    await page.getByLabel("Met", { exact: true }).check();
    await page.getByLabel("The person has been told").check();
    await page.getByRole("button", { name: "Close the referral" }).click();
    await expect(page.getByText("Closed", { exact: true }).first()).toBeVisible();
    await page.goto(
      (await page.getByRole("link", { name: `File ${code}` }).getAttribute("href"))! + "/needs",
    );
    await expect(page.getByText("Met", { exact: true })).toBeVisible();
  });

  await test.step("the coordinator's number counts the person, and opens the list", async () => {
    await page.context().clearCookies();
    await signIn("coordinator");
    await page.goto("/dashboard");
    await pageIsSound(page);
    // Colleagues go on working while the coordinator looks: the number and the list are compared until both are of one moment.
    await expect(async () => {
      await page.goto("/dashboard");
      const stat = page.getByRole("link", { name: /^No safe place tonight/ });
      const number = Number(/\d+$/.exec((await stat.innerText()).trim())![0]);
      await stat.click();
      await expect(page.getByText(/^Showing/)).toHaveText(new RegExp(`^Showing ${number} pe`));
    }).toPass();
    await expect(page.getByRole("link", { name: code })).toBeVisible();
    await pageIsSound(page);
  });

  await test.step("the administrator sees who did it, and nothing of what it was", async () => {
    await page.context().clearCookies();
    await signIn("administrator");
    await page.goto(`/admin/audit?caseCode=${code}&kind=write`);
    await expect(page.getByRole("link", { name: "Sok Dara" }).first()).toBeVisible();
    // The code stands between two invisible marks that keep its direction.
    await expect(page.getByText(new RegExp(`recorded a new person as .?${code}`))).toBeVisible();
    await pageIsSound(page);
    const shown = await page.content();
    for (const secret of [alias, phoneNumber, ...Object.values(written)]) expect(shown).not.toContain(secret);
    const { events } = await ask<{ events: { action: string; actorKind: string; outcome: string }[] }>(
      page,
      "audit.list",
      { caseCode: code, limit: "100" },
    );
    const done = new Set(events.map(({ action, actorKind }) => `${actorKind} ${action}`));
    const expected = [
      ...["case.register", "case.get", "need.add", "consent.give"].map((action) => `staff ${action}`),
      ...["referral.create", "referral.send", "referral.close"].map((action) => `staff ${action}`),
      ...["shared", "acknowledge", "respond", "recordService", "giveFeedback"].map(
        (action) => `partner referral.${action}`,
      ),
    ];
    expect(expected.filter((act) => !done.has(act))).toEqual([]);
    expect(JSON.stringify(events)).not.toContain(alias);
    await page.goto("/admin/audit/seal");
    await expect(page.getByRole("button", { name: "Check everything" })).toBeVisible();
    await pageIsSound(page);
  });
});

/** The question with this title, with all its answers. */
function question(page: Page, title: RegExp) {
  return page.getByRole("group", { name: title });
}

async function answer(page: Page, title: RegExp, label: string): Promise<void> {
  await question(page, title).getByRole("radio", { name: label, exact: true }).check();
  await goOn(page);
}

/** Leaves a question open, which is always allowed. */
async function skip(page: Page, title: RegExp): Promise<void> {
  await expect(question(page, title)).toBeVisible();
  await goOn(page);
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
}

async function caseworkerSees(page: Page, referral: string, status: string): Promise<void> {
  await page.goto(referral);
  await expect(page.getByText(status, { exact: true }).first()).toBeVisible();
}
