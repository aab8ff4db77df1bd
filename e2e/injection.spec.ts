import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const payloads = [
  `"><script>window.ran=1</script>`,
  `"><img src=x onerror="window.ran=1">`,
  `</title></textarea><svg onload="window.ran=1">`,
  `javascript:window.ran=1`,
];
const ran = (page: Page) => page.evaluate(() => (window as { ran?: number }).ran);

test("what stands in an address is text: no script in it runs", async ({ page, signIn }) => {
  await signIn("coordinator");
  for (const payload of payloads) {
    const given = encodeURIComponent(payload);
    for (const place of [
      `/people?q=${given}&status=${given}&after=${given}`,
      `/needs?status=${given}`,
      `/referrals?status=${given}&box=${given}`,
      `/sign-in?error=${given}&callbackUrl=${given}`,
      `/${given}`,
      `/cases/${given}`,
      `/partner/${given}`,
      `/invitation/${given}`,
    ]) {
      const response = await page.goto(place);
      expect(await response!.text(), place).not.toContain(payload);
      expect(await ran(page), place).toBeUndefined();
    }
  }
});

test.describe("should markup of somebody else's get into a page after all", () => {
  /** The sign-in page with `markup` put into it on its way, its headers as they were. */
  async function infected(page: Page, markup: (nonce: string) => string): Promise<string[]> {
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy|TrustedHTML/i.test(message.text())) refused.push(message.text());
    });
    await page.route("**/sign-in", async (route) => {
      const response = await route.fetch();
      const nonce = /'nonce-([^']+)'/.exec(response.headers()["content-security-policy"]!)![1]!;
      const body = (await response.text()).replace("</main>", `${markup(nonce)}</main>`);
      await route.fulfill({ response, body });
    });
    await page.goto("/sign-in");
    return refused;
  }

  /** What reached a stranger's server, which would answer with a script. */
  async function elsewhere(page: Page): Promise<string[]> {
    const reached: string[] = [];
    await page.route("https://evil.example/**", (route) => {
      reached.push(route.request().url());
      return route.fulfill({ contentType: "text/javascript", body: "window.ran=1" });
    });
    return reached;
  }

  for (const [what, markup] of [
    ["an inline script", "<script>window.ran=1</script>"],
    ["a handler", `<img src="data:," onerror="window.ran=1">`],
    ["a script from elsewhere", `<script src="https://evil.example/x.js"></script>`],
    ["a script of our own address", `<script src="/api/health"></script>`],
    ["an invented nonce", `<script nonce="AAAAAAAAAAAAAAAAAAAAAA==">window.ran=1</script>`],
    ["a frame", `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`],
    ["a base address", `<base href="https://evil.example/">`],
  ] as const)
    test(`${what} does nothing`, async ({ browser, baseURL }) => {
      const page = await (await browser.newContext({ baseURL })).newPage();
      const reached = await elsewhere(page);
      const refused = await infected(page, () => markup);
      await expect.poll(() => refused.length).toBeGreaterThan(0);
      expect(await ran(page)).toBeUndefined();
      expect(reached).toEqual([]);
      await page.context().close();
    });

  test("a form to elsewhere is not sent", async ({ browser, baseURL }) => {
    const page = await (await browser.newContext({ baseURL })).newPage();
    const reached = await elsewhere(page);
    const refused = await infected(page, () => "");
    await page.evaluate(() => {
      const form = document.createElement("form");
      form.action = "https://evil.example/";
      document.body.append(form);
      form.submit();
    });
    await expect.poll(() => refused.length).toBeGreaterThan(0);
    expect([reached, new URL(page.url()).pathname]).toEqual([[], "/sign-in"]);
    await page.context().close();
  });

  test("and text made into markup by a script is refused too", async ({ browser, baseURL }) => {
    const page = await (await browser.newContext({ baseURL })).newPage();
    await page.goto("/sign-in");
    const made = page.evaluate(() => (document.body.innerHTML = "<img src=x onerror=window.ran=1>"));
    await expect(made).rejects.toThrow(/TrustedHTML/);
    await page.context().close();
  });

  // Proof that the tests above would notice: with the nonce of this very answer, the same script runs.
  test("only the nonce of this very answer would let it run", async ({ browser, baseURL }) => {
    const page = await (await browser.newContext({ baseURL })).newPage();
    await infected(page, (nonce) => `<script nonce="${nonce}">window.ran=1</script>`);
    expect(await ran(page)).toBe(1);
    await page.context().close();
  });
});
