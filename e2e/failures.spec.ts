import type { BrowserContext, Page } from "@playwright/test";
import { account, accounts } from "./support/accounts";
import { ask, tell, tried } from "./support/doors";
import { elements, newAsked, newPerson, newShared, withdraw } from "./support/people";
import { arriveAs, expect, pageIsSound, signInAs, test } from "./support/test";

const nothingShared = { level: 1, name: "Nothing is shared here any more" } as const;
const nothingHere = { level: 1, name: "There is nothing here" } as const;

/** A browser of its own, as on another desk. Closed with the test. */
async function anotherBrowser({ browser }: { browser: import("@playwright/test").Browser }): Promise<Page> {
  return (await browser.newContext({ baseURL: process.env.BASE_URL })).newPage();
}

test.describe("a partner's link", () => {
  test("that was never given shows nothing, also when it looks like one", async ({ page }) => {
    for (const token of ["x", "A".repeat(43), "%E0%B9%81"]) {
      const response = await page.goto(`/partner/${token}`);
      expect(response!.status(), token).toBe(404);
      await expect(page.getByRole("heading", nothingHere)).toBeVisible();
      await pageIsSound(page);
    }
  });

  test("shows nothing once its time is over or it was taken back", async ({ page, browser, signIn }) => {
    await signIn("caseworker");
    const { referralId, link, alias } = await newShared(page);
    const partner = await anotherBrowser({ browser });
    await partner.goto(link);
    await expect(partner.getByText(alias)).toBeVisible();
    const { version } = await ask<{ version: number }>(page, "referral.get", { referralId });
    await tell(page, "referral.close", { referralId, version, to: "revoked_by_agency" });
    await partner.reload();
    await expect(partner.getByRole("heading", nothingShared)).toBeVisible();
    expect(await partner.content()).not.toContain(alias);
    await pageIsSound(partner);
    const late = await tried(partner, "referral.respond", { answer: "accept" }, link);
    expect(late).toMatchObject({ ok: false });
    await partner.context().close();
  });

  test("shows nothing after the person takes the yes back, and answers nothing", async ({
    page,
    browser,
    signIn,
  }) => {
    await signIn("caseworker");
    const shared = await newShared(page);
    const partner = await anotherBrowser({ browser });
    await partner.goto(shared.link);
    await partner.getByLabel("Yes, we can").check();
    await withdraw(page, shared);
    await partner.getByRole("button", { name: "Send answer" }).click();
    await expect(partner.getByRole("status").filter({ hasText: /\S/ }).first()).toBeVisible();
    await partner.reload();
    await expect(partner.getByRole("heading", nothingShared)).toBeVisible();
    expect(await partner.content()).not.toContain(shared.alias);
    // The worker closes the referral a moment later; the partner sees nothing meanwhile either.
    const statusNow = async () =>
      (await ask<{ status: string }>(page, "referral.get", { referralId: shared.referralId })).status;
    await expect.poll(statusNow, { timeout: 20_000 }).toBe("revoked_by_person");
    await partner.context().close();
  });

  test("takes one of two answers given at once", async ({ page, browser, signIn }) => {
    await signIn("caseworker");
    const { link, referralId } = await newShared(page);
    const desks = [await anotherBrowser({ browser }), await anotherBrowser({ browser })];
    for (const desk of desks) await desk.goto(link);
    const answers = await Promise.all([
      tried(desks[0]!, "referral.respond", { answer: "accept" }, link),
      tried(desks[1]!, "referral.respond", { answer: "reject", reason: "no_capacity" }, link),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const won = answers[0]!.ok ? "accepted" : "rejected";
    expect((await ask<{ status: string }>(page, "referral.get", { referralId })).status).toBe(won);
    for (const desk of desks) await desk.context().close();
  });
});

test("a yes taken back in another tab, between looking and sending, stops the sending", async ({
  page,
  context,
  signIn,
}) => {
  await signIn("caseworker");
  const asked = await newAsked(page);
  const search = new URLSearchParams({ need: asked.needId, partner: asked.partnerId, check: "1" });
  for (const element of elements) search.append("elements", element);
  await page.goto(`/cases/${asked.caseId}/referrals/new?${search}`);
  await page.getByLabel("Message to the partner").fill("Please call before you come");
  const tab = await context.newPage();
  await tab.goto(`/cases/${asked.caseId}/consent`);
  await tab.getByRole("link", { name: "Stop sharing" }).click();
  await tab.getByRole("button", { name: "Stop sharing now" }).click();
  await expect(tab.getByText("Taken back", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Share with/ }).click();
  await expect(page.getByText(/^The person has not agreed/)).toBeVisible();
  await expect(page.getByLabel("Message to the partner")).toHaveValue("Please call before you come");
  await expect(page.getByLabel("Secret link")).toHaveCount(0);
  const file = await ask<{ referrals: { status: string }[] }>(page, "case.get", { caseId: asked.caseId });
  expect(file.referrals.filter(({ status }) => status === "sent")).toEqual([]);
});

test("a double click writes one note", async ({ page, signIn }) => {
  await signIn("caseworker");
  const { caseId } = await newPerson(page);
  await page.goto(`/cases/${caseId}/notes`);
  await page.getByLabel("Note", { exact: true }).fill("Rang at noon, all is well");
  await page.getByRole("button", { name: "Save note" }).dblclick();
  await expect(page.getByText("Note saved")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Rang at noon, all is well")).toHaveCount(1);
  expect((await ask<{ notes: unknown[] }>(page, "note.list", { caseId })).notes).toHaveLength(1);
});

test("an answer lost on the way, sent again, has one effect", async ({ page, signIn }) => {
  await signIn("caseworker");
  const { caseId } = await newPerson(page);
  await page.goto(`/cases/${caseId}/notes`);
  await page.getByLabel("Note", { exact: true }).fill("Sent twice, written once");
  let lost = 0;
  await page.route("**/api/commands/note.add", async (route) => {
    // The server did it; the answer never arrives.
    await route.fetch();
    lost += 1;
    await route.abort();
  });
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText(/^No connection/)).toBeVisible();
  await page.unroute("**/api/commands/note.add");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("Note saved")).toBeVisible();
  expect(lost).toBe(1);
  expect((await ask<{ notes: unknown[] }>(page, "note.list", { caseId })).notes).toHaveLength(1);
});

test("of two who change the same thing, the second sees both and decides", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn("caseworker");
  const { caseId } = await newPerson(page);
  const other = await anotherBrowser({ browser });
  await signIn("coordinator", 0, other);
  for (const one of [page, other]) {
    await one.goto(`/cases/${caseId}`);
    await one.getByText("Write it down").click();
  }
  const goal = (one: Page) => one.getByLabel("What the person wants, in their own words");
  await goal(other).fill("Call my mother");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByText("Saved", { exact: true })).toBeVisible();
  await goal(page).fill("Go home by December");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const both = page.getByRole("status").filter({ hasText: "Somebody changed this file meanwhile" });
  await expect(both).toContainText("Call my mother");
  await expect(goal(page)).toHaveValue("Go home by December");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect((await ask<{ goal: string }>(page, "case.get", { caseId })).goal).toBe("Go home by December");
  await other.context().close();
});

test("another organisation's file is the same page as one that never was", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn("caseworker");
  const stranger = accounts().find(
    ({ role, organisation }) => role === "caseworker" && organisation !== accounts()[0]!.organisation,
  );
  const other = await anotherBrowser({ browser });
  await arriveAs(other, stranger!);
  const { caseId } = await newPerson(other);
  await other.context().close();
  const never = "01890a5d-ac96-774b-bcce-b302099a8057";
  for (const place of ["", "/needs", "/referrals/new", "/consent", "/notes", "/timeline", "/assign"]) {
    const shown = [];
    for (const id of [caseId, never]) {
      const response = await page.goto(`/cases/${id}${place}`);
      await expect(page.getByRole("heading", nothingHere)).toBeVisible();
      shown.push([response!.status(), await page.locator("body").innerText()]);
    }
    expect(shown[0], place).toEqual(shown[1]);
    expect(shown[0]![0], place).toBe(404);
  }
  await pageIsSound(page);
  const answers = await Promise.all(
    [caseId, never].map((id) =>
      tried(page, "note.add", { caseId: id, kind: "talk", body: "x", language: "en" }),
    ),
  );
  expect(answers.map((answer) => ({ ...answer, requestId: "" }))).toEqual([
    { ok: false, code: "NOT_FOUND", requestId: "" },
    { ok: false, code: "NOT_FOUND", requestId: "" },
  ]);
});

test("a wrong sign-in never says which part was wrong", async ({ page }) => {
  const said: string[] = [];
  for (const email of [account("caseworker", 5).email, "nobody@example.org"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill("not the password at all");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText(/do not fit together/)).toBeVisible();
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
    said.push((await page.locator("main").innerText()).replace(email, ""));
    await pageIsSound(page);
  }
  expect(said[0]).toBe(said[1]);
});

test("a session ended elsewhere keeps what was typed, and signing in again in another tab saves it", async ({
  browser,
  contextOptions,
}) => {
  const context: BrowserContext = await browser.newContext(contextOptions);
  const page = await context.newPage();
  const worker = account("caseworker", 1);
  await signInAs(page, worker);
  const { caseId } = await newPerson(page);
  await page.goto(`/cases/${caseId}/notes`);
  const note = page.getByLabel("Note", { exact: true });
  await note.fill("Half of a thought");
  // As when somebody else, or the same person on a phone, ends the session: nothing tells this tab.
  await tell(page, "session.revoke", {});
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText(/signed out/i).first()).toBeVisible();
  await expect(note).toHaveValue("Half of a thought");
  const tab = await context.newPage();
  await signInAs(tab, worker);
  await page.bringToFront();
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("Note saved")).toBeVisible();
  expect((await ask<{ notes: { body: string }[] }>(page, "note.list", { caseId })).notes).toMatchObject([
    { body: "Half of a thought" },
  ]);
  await context.close();
});

test("while the records cannot be reached, typed text stays, and is saved once when they are back", async ({
  page,
  signIn,
}) => {
  await signIn("caseworker");
  const { caseId } = await newPerson(page);
  await page.goto(`/cases/${caseId}/notes`);
  const note = page.getByLabel("Note", { exact: true });
  await note.fill("Written in a bad night");
  await page.route("**/api/commands/**", (route) =>
    route.fulfill({
      status: 503,
      headers: { "retry-after": "5" },
      json: { ok: false, code: "UNAVAILABLE", requestId: "none" },
    }),
  );
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText(/^The records cannot be reached right now/)).toBeVisible();
  await expect(note).toHaveValue("Written in a bad night");
  await pageIsSound(page);
  await page.unroute("**/api/commands/**");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(page.getByText("Note saved")).toBeVisible();
  expect((await ask<{ notes: unknown[] }>(page, "note.list", { caseId })).notes).toHaveLength(1);
});
