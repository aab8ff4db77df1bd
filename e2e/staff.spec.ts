import { type Browser, type Page, request } from "@playwright/test";
import { generate } from "otplib";
import { account } from "./support/accounts";
import { ask, tell } from "./support/doors";
import { expect, giveCode, givePassword, pageIsSound, signInAs, test } from "./support/test";

const password = "a lantern by the river at night";
type Colleague = { email: string; name: string; link: string };

/** Invites a caseworker through the screens, as whoever is signed in on the page. */
async function invite(page: Page, role: "Caseworker" | "Limited"): Promise<Colleague> {
  const mark = crypto.randomUUID().slice(0, 8);
  const [email, name] = [`${mark}@example.org`, `Visal ${mark}`];
  await page.goto("/admin/staff");
  await page.getByRole("link", { name: "Invite a colleague" }).click();
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.locator("main").getByRole("alert")).toBeFocused();
  await pageIsSound(page);
  await page.getByLabel("E-mail address").fill(email.toUpperCase());
  await page.getByLabel("Name that colleagues see").fill(name);
  await page.getByRole("radio", { name: role }).check();
  await page.getByRole("group", { name: "Where they work" }).getByRole("checkbox").first().check();
  if (role === "Limited") await page.getByRole("checkbox", { name: /^Intake/ }).check();
  await pageIsSound(page);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText(`${name} is invited`)).toBeVisible();
  await pageIsSound(page);
  return { email, name, link: await page.getByLabel("Link").inputValue() };
}

/** Accepts an invitation in a browser of its own and sets up a second factor; answers the page that then opens. */
async function join(browser: Browser, { email, name, link }: Colleague): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`Welcome, ${name}`);
  await pageIsSound(page);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("The same password again").fill(password);
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.getByRole("link", { name: "Go to sign in" }).click();
  await givePassword(page, { email, password });
  const { seed, ticket } = await tell<{ seed: string; ticket: string }>(page, "totp.begin", {});
  await tell(page, "totp.confirm", { ticket, code: await generate({ secret: seed }) });
  await page.goto("/second-factor");
  await giveCode(page, { email, password, totpSecret: seed });
  await page.waitForURL(/\/my-day/);
  return page;
}

async function openAccount(page: Page, { name }: Colleague): Promise<void> {
  await page.goto("/admin/staff");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("somebody is invited, joins, is given other rights, and has their access ended at once", async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  await signInAs(page, account("administrator"));
  const colleague = await invite(page, "Caseworker");
  const theirs = await join(browser, colleague);
  await theirs.goto(colleague.link);
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("This link cannot be used any more");

  await openAccount(page, colleague);
  await pageIsSound(page);
  await page.getByRole("link", { name: "What can they see?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`What can ${colleague.name} see?`);
  await pageIsSound(page);

  await openAccount(page, colleague);
  await page.getByRole("link", { name: "Change" }).click();
  await page.getByRole("radio", { name: "Coordinator" }).check();
  await page.getByRole("group", { name: "Where they work" }).getByRole("checkbox").first().check();
  await page.getByRole("checkbox", { name: /^Analyst/ }).check();
  await page.getByLabel("Analyst: until").fill("2031-05-01");
  await pageIsSound(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("signed out on one device")).toBeVisible();
  await theirs.goto("/my-day");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await page.getByRole("link", { name: "Go to the account" }).click();
  await expect(page.getByText("Until 1 May 2031.")).toBeVisible();

  await page.getByRole("link", { name: "End access…" }).click();
  await pageIsSound(page);
  await page.getByRole("button", { name: `End access of ${colleague.name} now` }).click();
  await expect(page.getByText(`Ended access of ${colleague.name}.`)).toBeVisible();
  await pageIsSound(page);
  await theirs.goto("/sign-in");
  await theirs.getByLabel("E-mail address").fill(colleague.email);
  await theirs.getByLabel("Password").fill(password);
  await theirs.getByRole("button", { name: "Sign in" }).click();
  await expect(theirs.getByText("do not fit together")).toBeVisible();
  await theirs.context().close();
});

test("a volunteer gets 90 days, on a phone too @phone-only", async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, account("administrator"));
  const colleague = await invite(page, "Limited");
  await page.getByRole("link", { name: "Go to the account" }).click();
  await expect(page.getByText("Intake:")).toBeVisible();
  const { users } = await ask<{ users: { email: string; endsAt: string }[] }>(page, "user.list");
  const { endsAt } = users.find(({ email }) => email === colleague.email)!;
  expect((Date.parse(endsAt) - Date.now()) / 86_400_000).toBeCloseTo(90, 1);
});

test("a token is shown once, works for a program, and is dead when it is ended", async ({
  page,
  baseURL,
}) => {
  test.setTimeout(180_000);
  await signInAs(page, account("administrator"));
  await page.goto("/me/tokens");
  await page.getByRole("button", { name: "Make the token" }).click();
  await expect(page.locator("main").getByRole("alert")).toBeFocused();
  const name = `Sheet ${crypto.randomUUID().slice(0, 6)}`;
  await page.getByLabel("What is it for?").fill(name);
  await page.getByRole("checkbox", { name: "List sites and teams" }).check();
  await page.getByRole("button", { name: "Make the token" }).click();
  await expect(page.getByText("This is the token")).toBeVisible();
  await pageIsSound(page);
  const token = await page.getByLabel("Token", { exact: true }).inputValue();
  const program = await request.newContext({
    baseURL: baseURL!,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const status = async (path: string) => (await program.get(path)).status();
  expect(await status("/api/queries/site.list")).toBe(200);
  expect(await status("/api/queries/user.list")).toBe(403);
  await page.goto("/me/tokens");
  await expect(page.locator("body")).not.toContainText(token);
  await page.getByRole("button", { name: `End the token ${name}` }).click();
  await expect(page.getByText("Ended the token.")).toBeVisible();
  expect(await status("/api/queries/site.list")).toBe(401);
  await program.dispose();
});

test("everybody who works here reads who may do what @phone", async ({ page, signIn }) => {
  test.setTimeout(120_000);
  await signIn("caseworker");
  await page.goto("/me");
  await page.getByRole("link", { name: "Who may do what here" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who may do what");
  await pageIsSound(page);
});

test("whoever proposes an administrator does not confirm them", async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, account("administrator"));
  const name = `Second ${crypto.randomUUID().slice(0, 6)}`;
  const wish = { displayName: name, role: "administrator", places: [], grants: [] };
  await tell(page, "user.invite", { email: `${crypto.randomUUID()}@example.org`, ...wish });
  await page.goto("/admin/staff");
  const waiting = page.getByRole("region", { name: "Waiting for a second administrator" });
  await expect(waiting.getByText(`You proposed ${name}`)).toBeVisible();
  await expect(waiting.getByRole("button", { name: `Confirm ${name}` })).toHaveCount(0);
  await pageIsSound(page);
  await waiting.getByRole("button", { name: `Take it back ${name} as administrator` }).click();
  await expect(page.getByText(`You proposed ${name}`)).toHaveCount(0);
});
