import type { Page } from "@playwright/test";
import { generate } from "otplib";
import { account } from "./support/accounts";
import { giveDevice, justConfirmed, sixMinutesPass } from "./support/devices";
import { ask, tell, tried } from "./support/doors";
import { arriveAs, expect, givePassword, pageIsSound, signInAs, test } from "./support/test";

type Newcomer = { email: string; password: string; name: string };
const password = "a lantern by the river at night";

/** A colleague who has just accepted the invitation and has not signed in yet. */
async function newcomer(page: Page): Promise<Newcomer> {
  await arriveAs(page, account("administrator"));
  const mark = crypto.randomUUID().slice(0, 8);
  const [email, name] = [`${mark}@example.org`, `Sokha ${mark}`];
  const { sites } = await ask<{ sites: { id: string; teams: { id: string }[] }[] }>(page, "site.list");
  const places = [{ siteId: sites[0]!.id, teamId: sites[0]!.teams[0]!.id }];
  const wish = { displayName: name, role: "caseworker", places, grants: [], endsAt: null };
  await justConfirmed(page);
  const { link } = await tell<{ link: string }>(page, "user.invite", { email, ...wish });
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("The same password again").fill(password);
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.getByRole("link", { name: "Go to sign in" }).click();
  await page.waitForURL(/\/sign-in/);
  return { email, password, name };
}

/** Past the first screen of setting up, whichever factor is chosen there. */
async function choose(page: Page, way: "Set up a passkey" | "Set up an app"): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A second way to show that it is you");
  await pageIsSound(page);
  await page.getByRole("link", { name: way }).click();
}

async function keepCodes(page: Page): Promise<string[]> {
  await expect(page.getByRole("heading", { level: 1, name: "Keep these recovery codes" })).toBeVisible();
  await pageIsSound(page);
  const codes = await page
    .getByRole("list", { name: "Recovery codes" })
    .getByRole("listitem")
    .allTextContents();
  expect(new Set(codes).size).toBe(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  return codes;
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: "__Host-session" });
}

const isIn = (page: Page) => page.waitForURL(/\/my-day/);

test("an authenticator app and its recovery codes: set up, sign in, each code once @phone", async ({
  page,
}) => {
  const who = await newcomer(page);
  await givePassword(page, who);
  expect(await tried(page, "totp.begin", {})).toMatchObject({ ok: true });
  expect(await tried(page, "case.register", { level: "l0" })).toMatchObject({ code: "FORBIDDEN" });
  await choose(page, "Set up an app");
  await expect(page.getByRole("img", { name: "Picture that an authenticator app reads" })).toBeVisible();
  await page.getByText("Type the key instead").click();
  const key = page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  const secret = (await key.textContent())!.replaceAll(" ", "");
  await pageIsSound(page);
  await page.getByLabel("Code that the app shows now").fill("000000");
  await page.getByRole("button", { name: "Go on" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "That code does not fit" });
  await expect(summary).toBeFocused();
  await page.getByLabel("Code that the app shows now").fill(await generate({ secret }));
  await page.getByRole("button", { name: "Go on" }).click();
  const codes = await keepCodes(page);
  await isIn(page);

  await signOut(page);
  await givePassword(page, who);
  await expect(page.getByLabel("Code from your authenticator app")).toBeFocused();
  await pageIsSound(page);
  await page.goto("/my-day");
  await page.waitForURL(/\/second-factor$/);
  await page.getByRole("button", { name: "use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0]!.toUpperCase());
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("9 recovery codes are left.")).toBeVisible();
  await pageIsSound(page);
  await page.getByRole("button", { name: "Go on" }).click();
  await isIn(page);

  await signOut(page);
  await givePassword(page, who);
  await page.getByRole("button", { name: "use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0]!);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("That recovery code does not fit, or was used before.")).toBeVisible();
  await pageIsSound(page);
});

test("a passkey: set up, sign in with it alone, and confirm over a form without typing again @phone", async ({
  page,
}) => {
  const who = await newcomer(page);
  await givePassword(page, who);
  const device = await giveDevice(page);
  await choose(page, "Set up a passkey");
  await page.getByLabel("Name of the passkey").fill("Blue phone");
  await pageIsSound(page);
  await page.getByRole("button", { name: "Make the passkey" }).click();
  await keepCodes(page);
  await isIn(page);

  await signOut(page);
  await device.touches(false);
  await page.goto("/sign-in");
  await pageIsSound(page);
  await device.touches(true);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await isIn(page);

  // The simulated owner chooses at once what the browser offers in the e-mail field.
  await signOut(page);
  await page.goto("/sign-in");
  await isIn(page);

  await page.goto("/me");
  await expect(page.getByText("Blue phone").first()).toBeVisible();
  await pageIsSound(page);
  await sixMinutesPass(page);
  await page.getByRole("button", { name: "Make new recovery codes" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(dialog).toBeVisible();
  await pageIsSound(page);
  await dialog.getByRole("button", { name: "Not now" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("This needs you to confirm who you are")).toBeVisible();
  await page.getByRole("button", { name: "Make new recovery codes" }).click();
  await dialog.getByRole("button", { name: "Use your passkey" }).click();
  await expect(page.getByRole("heading", { name: "Keep these recovery codes" })).toBeFocused();
  await page.getByRole("button", { name: "I have kept them" }).click();

  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByLabel("Name of the passkey").fill("Green phone");
  await page.getByRole("button", { name: "Save the name" }).click();
  await expect(page.getByText("Green phone").first()).toBeVisible();
  await page.getByRole("button", { name: "Remove Green phone" }).click();
  await expect(page.getByText("Add another one first")).toBeVisible();
});

test("everything lost: two colleagues propose and agree, the person sees it and stops it", async ({
  page,
  browser,
  baseURL,
}) => {
  const who = await newcomer(page);
  await arriveAs(page, account("administrator"));
  await sixMinutesPass(page);
  await page.goto("/me#lost-factors");
  await page.getByRole("combobox", { name: "Who lost everything" }).selectOption({ label: who.name });
  await page.getByLabel("I have spoken with them").check();
  await page.getByRole("button", { name: "Propose a new start" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await page.context().clearCookies();
  await signInAs(page, account("administrator"));
  await page.goto("/me#lost-factors");
  await page.getByRole("combobox", { name: "Who lost everything" }).selectOption({ label: who.name });
  await page.getByLabel("I have spoken with them").check();
  await page.getByRole("button", { name: "Propose a new start" }).click();
  await expect(page.getByText("Proposed. Now a second colleague has to agree.")).toBeVisible();
  await pageIsSound(page);
  await page.context().clearCookies();
  await signInAs(page, account("coordinator"));
  await page.goto("/me#lost-factors");
  await page
    .getByRole("button", { name: /^Agree/ })
    .first()
    .click();
  await expect(page.getByText("Agreed. It takes effect in a day.")).toBeVisible();

  const theirs = await (await browser.newContext({ baseURL })).newPage();
  await givePassword(theirs, who);
  await theirs.goto("/second-factor/set-up/app");
  await theirs.getByText("Type the key instead").click();
  const key = theirs.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  const secret = (await key.textContent())!.replaceAll(" ", "");
  await theirs.getByLabel("Code that the app shows now").fill(await generate({ secret }));
  await theirs.getByRole("button", { name: "Go on" }).click();
  await theirs.getByRole("button", { name: "I have kept them" }).click();
  await isIn(theirs);
  await expect(theirs.getByText("Somebody asked to take away your passkeys and codes")).toBeVisible();
  await pageIsSound(theirs);
  await theirs.getByRole("button", { name: "That was not me: stop it" }).click();
  await expect(theirs.getByText("Stopped. Nothing was taken away.")).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByText("Somebody asked to take away")).toHaveCount(0);
  await theirs.context().close();
});
