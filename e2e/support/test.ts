import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { type Account, account } from "./accounts";

type Role = Account["role"];

/**
 * Every journey runs with these: no request may leave our origin, no page may break the content policy or log an error,
 * and `pageIsSound` checks a page for accessibility and for sideways scrolling.
 */
export const test = base.extend<{
  guarded: void;
  signIn: (role: Role, nth?: number, page?: Page) => Promise<void>;
}>({
  guarded: [
    async ({ context, baseURL }, use) => {
      const strangers: string[] = [];
      const complaints: string[] = [];
      context.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(baseURL!) && !/^(data|blob|about):/.test(url)) strangers.push(url);
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
    await use(async (role, nth = 0, on = page) => signInAs(on, account(role, nth)));
  },
});

export { expect };

/** Signs in through the form, as a person does. */
export async function signInAs(
  page: Page,
  { email, password }: Pick<Account, "email" | "password">,
): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** No accessibility violation (WCAG 2.2 AA), one main heading, and nothing wider than the window. */
export async function pageIsSound(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
    [],
  );
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "pixels of sideways scrolling").toBeLessThanOrEqual(0);
}
