import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, type Cookie, expect, type Page } from "@playwright/test";
import { generate } from "otplib";
import { type Account, account } from "./accounts";

type Role = Account["role"];
type SignIn = Pick<Account, "email" | "password" | "totpSecret">;

/**
 * Every journey runs with these: no request may leave our origin, no page may break the content policy or log an error,
 * and `pageIsSound` checks a page for accessibility and for sideways scrolling.
 */
export const test = base.extend<{
  guarded: void;
  /** The one address outside that a journey may go to. */
  mayLeaveTo: string | undefined;
  signIn: (role: Role, nth?: number, page?: Page) => Promise<void>;
}>({
  mayLeaveTo: [undefined, { option: true }],

  guarded: [
    async ({ context, baseURL, mayLeaveTo }, use) => {
      const strangers: string[] = [];
      const complaints: string[] = [];
      context.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(baseURL!) && url !== mayLeaveTo && !/^(data|blob|about):/.test(url))
          strangers.push(url);
      });
      context.on("console", (message) => {
        if (/Content Security Policy|Trusted Type|Hydration|did not match/i.test(message.text()))
          complaints.push(message.text());
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      await use();
      expect(strangers, "requests that left our origin").toEqual([]);
      expect(complaints, "complaints of the browser").toEqual([]);
    },
    { auto: true },
  ],

  signIn: async ({ page }, use) => {
    await use(async (role, nth = 0, on = page) => arriveAs(on, account(role, nth)));
  },
});

export { expect };

/** Sessions opened before by this process: sign-ins from one network are counted, and a suite makes many. */
const opened = new Map<string, Cookie[]>();

/** Arrives on the first page of an account: with the session opened before while it lasts, else through the form. */
export async function arriveAs(page: Page, who: SignIn): Promise<void> {
  const cookies = opened.get(who.email);
  if (cookies) {
    await page.context().addCookies(cookies);
    await page.goto("/");
    if (!onTheWayIn(new URL(page.url()))) return;
  }
  await signInAs(page, who);
  opened.set(who.email, await sessionCookies(page));
}

/** The same page, as seen by somebody else. */
export async function seeAs(page: Page, who: SignIn): Promise<void> {
  await page.context().clearCookies();
  await arriveAs(page, who);
}

/** The session of a page, for another browser. */
export async function sessionCookies(page: Page): Promise<Cookie[]> {
  const jar = await page.context().cookies();
  // A `__Host-` cookie is given back by address: it belongs to no domain.
  return jar
    .filter(({ name }) => name === "__Host-session")
    .map(({ name, value, httpOnly, secure, sameSite, expires }) => {
      const url = `https://${new URL(page.url()).host}`;
      return { name, value, httpOnly, secure, sameSite, expires, url } as unknown as Cookie;
    });
}

const onTheWayIn = ({ pathname }: URL) => /^\/(sign-in|second-factor)/.test(pathname);

/** Signs in through the two forms, as a person with an authenticator app does. */
export async function signInAs(page: Page, who: SignIn): Promise<void> {
  await givePassword(page, who);
  await giveCode(page, who);
  await page.waitForURL((url) => !onTheWayIn(url));
}

/** The first form only: a session that opens nothing yet. */
export async function givePassword(
  page: Page,
  { email, password }: Pick<SignIn, "email" | "password">,
): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Types the present code of the account's app; each works once, so another one may have to be waited for. */
export async function giveCode(page: Page, { email, totpSecret }: SignIn): Promise<void> {
  const code = page.getByLabel("Code from your authenticator app");
  await expect(async () => {
    // Taken already, on a machine too busy to show it at once.
    if (new URL(page.url()).pathname !== "/second-factor") return;
    await code.fill(await freshCode(email, totpSecret));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.waitForURL((url) => url.pathname !== "/second-factor", { timeout: 5_000 });
  }).toPass({ timeout: 80_000 });
}

/** Types the present code into the dialog that asks who sits there; somebody else may have used it up a moment before. */
export async function confirm(page: Page, { email, totpSecret }: SignIn): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(dialog).toBeVisible();
  await expect(async () => {
    if (await dialog.isHidden()) return;
    await dialog.getByLabel("Code from your authenticator app").fill(await freshCode(email, totpSecret));
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(dialog).toBeHidden({ timeout: 5_000 });
  }).toPass({ timeout: 100_000 });
}

/** A code that nobody has used yet, waited for if need be: each works once, and another process may sit at the same account. */
export async function freshCode(email: string, secret: string): Promise<string> {
  for (;;) {
    const epoch = Math.floor(Date.now() / 1000);
    const step = Math.floor(epoch / 30);
    if (claimed(email, step)) return generate({ secret, epoch });
    await new Promise((resolve) => setTimeout(resolve, (step + 1) * 30_000 - Date.now()));
  }
}

/** True for the one who asks first for this half minute of this account, of all processes of the run. */
function claimed(email: string, step: number): boolean {
  const folder = join(process.env.ONWARD_HOME ?? ".onward", "codes-used");
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, `${email}-${step}`), "", { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

/** Whoever is on the page finds nothing at an address, as if nothing ever had been there. */
export async function isNowhere(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
}

/** No accessibility violation (WCAG 2.2 AA), one main heading, and nothing wider than the window. */
export async function pageIsSound(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await placeBars(page, "static");
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  await placeBars(page, "");
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
    [],
  );
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "pixels of sideways scrolling").toBeLessThanOrEqual(0);
}

/** Axe measures targets where they are now: bars that float over the page stand in it meanwhile, as if it were scrolled. */
async function placeBars(page: Page, position: "static" | ""): Promise<void> {
  await page.evaluate((to) => {
    for (const bar of document.querySelectorAll<HTMLElement>("header, .action-bar-sticky"))
      bar.style.position = to;
  }, position);
}
