import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { ask } from "./support/doors";
import { expect, test } from "./support/test";

/** What a phone on a slow line can bear, in kB of 1000 bytes. */
const limits = { intake: 180, case: 230, dashboard: 300, htmlOfAList: 150 };

test("an intake question loads little", async ({ page, signIn }) => {
  await signIn("caseworker");
  await page.goto("/people/new");
  const href = await page.getByRole("link", { name: "First talk" }).getAttribute("href");
  const { script, errors } = await weigh(page, href!);
  expect(errors).toEqual([]);
  expect(script).toBeGreaterThan(20);
  expect(script).toBeLessThanOrEqual(limits.intake);
});

test("a case page loads little", async ({ page, signIn }) => {
  await signIn("caseworker");
  const { cases } = await ask<{ cases: { id: string }[] }>(page, "case.list", { assignee: "me", limit: "1" });
  const { script, errors } = await weigh(page, `/cases/${cases[0]!.id}`);
  expect(errors).toEqual([]);
  expect(script).toBeGreaterThan(20);
  expect(script).toBeLessThanOrEqual(limits.case);
});

test("the dashboard loads little", async ({ page, signIn }) => {
  await signIn("coordinator");
  const { script, errors } = await weigh(page, "/dashboard");
  expect(errors).toEqual([]);
  expect(script).toBeGreaterThan(20);
  expect(script).toBeLessThanOrEqual(limits.dashboard);
});

for (const list of ["/people", "/referrals", "/needs"]) {
  test(`the page of ${list} is short`, async ({ page, signIn }) => {
    await signIn("coordinator");
    const { html } = await weigh(page, list);
    expect(html).toBeGreaterThan(1);
    expect(html).toBeLessThanOrEqual(limits.htmlOfAList);
  });
}

/** Kilobytes that opening an address brings: all its JavaScript, gzipped, and its HTML as sent, not gzipped. */
async function weigh(page: Page, address: string) {
  // Nothing from the pages before may be in the cache.
  const fresh = await page
    .context()
    .browser()!
    .newContext({ storageState: await page.context().storageState() });
  const cookies = await page.context().cookies();
  await fresh.addCookies(
    cookies.map(({ name, value, httpOnly, secure, sameSite, expires }) => {
      const url = `https://${new URL(page.url()).host}`;
      return { name, value, httpOnly, secure, sameSite, expires, url };
    }),
  );
  const loaded = await fresh.newPage();
  const bodies: Promise<{ kind: "script" | "html"; bytes: number }>[] = [];
  const errors: string[] = [];
  loaded.on("pageerror", (error) => errors.push(String(error)));
  loaded.on("response", (response) => {
    const kind = /\.js(\?|$)/.test(response.url())
      ? "script"
      : response.request().resourceType() === "document"
        ? "html"
        : undefined;
    if (!kind || response.status() !== 200) return;
    const size = (body: Buffer) => (kind === "script" ? gzipSync(body).length : body.length);
    bodies.push(response.body().then((body) => ({ kind, bytes: size(body) })));
  });
  await loaded.goto(new URL(address, page.url()).href, { waitUntil: "networkidle" });
  const sizes = await Promise.all(bodies);
  await fresh.close();
  const sum = (wanted: string) =>
    sizes.filter(({ kind }) => kind === wanted).reduce((total, { bytes }) => total + bytes, 0) / 1000;
  return { script: sum("script"), html: sum("html"), errors };
}
