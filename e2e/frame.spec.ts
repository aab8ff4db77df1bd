import { request as newRequest } from "node:http";
import type { BrowserContext, Page } from "@playwright/test";
import { type Account, account, accounts } from "./support/accounts";
import { ask } from "./support/doors";
import { newPerson } from "./support/people";
import { expect, pageIsSound, sessionCookies, signInAs, test } from "./support/test";

const away = "https://www.google.com/search?q=weather";

test.describe("leaving at once", () => {
  test.use({ mayLeaveTo: away });

  for (const [n, way] of ["button", "Shift three times"].entries())
    for (const [m, line] of ["open", "cut"].entries())
      test(`by ${way}, line ${line}: elsewhere, signed out, and Back shows nothing @phone`, async ({
        page,
        context,
        baseURL,
      }) => {
        await page.route(away, (route) =>
          route.fulfill({ contentType: "text/html", body: "<title>Weather</title><h1>Weather</h1>" }),
        );
        await signInAs(page, somebody(2 * n + m + (test.info().project.name === "phone" ? 4 : 0)));
        const token = (await sessionOf(context))!;
        const { caseId, code } = await newPerson(page);
        await page.goto(`/cases/${caseId}`);
        if (line === "cut") await page.route("**/api/commands/*", (route) => route.abort());
        const ended = page.waitForRequest("**/api/commands/session.revoke");
        if (way === "button") await page.getByRole("button", { name: "Exit quickly" }).click();
        else await pressShiftThrice(page);
        await page.waitForURL(away);
        expect((await ended).method()).toBe("POST");
        await page.goBack();
        await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
        expect(await page.content()).not.toContain(code);
        await page.goto(`/cases/${caseId}`);
        await page.waitForURL(/\/sign-in/);
        expect(await statusWith(baseURL!, token)).toBe(401);
      });

  test.describe("before any script runs", () => {
    test.use({ javaScriptEnabled: false });

    test("ends the session, and Back shows nothing", async ({ page, context, browser, baseURL }) => {
      const desk = await (await browser.newContext({ baseURL, javaScriptEnabled: true })).newPage();
      await signInAs(desk, somebody(8));
      const { caseId, code } = await newPerson(desk);
      await context.addCookies(await sessionCookies(desk));
      const token = (await sessionOf(context))!;
      await desk.context().close();
      await page.goto(`/cases/${caseId}`);
      await expect(page.getByText(code).first()).toBeVisible();
      const gone = page.waitForRequest(away);
      await page.getByRole("button", { name: "Exit quickly" }).click();
      await gone;
      expect(await statusWith(baseURL!, token)).toBe(401);
      await page.goto(`/cases/${caseId}`);
      await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    });
  });
});

/** A caseworker of either organisation: each of these tests ends a session, and a code works only once in half a minute. */
function somebody(nth: number): Account {
  return accounts().filter(({ role }) => role === "caseworker")[nth]!;
}

/** Three presses that count: the first is tried until the page listens. */
async function pressShiftThrice(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Shift");
    await expect(page.getByText("Press Shift two more times to exit")).toBeVisible({ timeout: 300 });
  }).toPass();
  for (let press = 0; press < 2; press++) await page.keyboard.press("Shift");
}

async function sessionOf(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === "__Host-session")?.value;
}

/** What a copy of the session's cookie, and nothing else of that browser, is worth. */
async function statusWith(origin: string, token: string): Promise<number> {
  const headers = { cookie: `__Host-session=${token}` };
  return (await fetch(`${origin}/api/queries/me.get`, { headers })).status;
}

test.describe("a name", () => {
  test("is hidden until it is asked for, hides again, and the asking is recorded @phone", async ({
    page,
    browser,
    signIn,
  }) => {
    await signIn("caseworker");
    const { caseId, code, alias } = await newPerson(page);
    const opened = await page.goto(`/cases/${caseId}`);
    expect(await opened!.text()).not.toContain(alias);
    expect(await page.title()).not.toContain(alias);
    await page.getByRole("button", { name: "Show full name" }).click();
    await expect(page.getByText(alias)).toBeVisible();
    await pageIsSound(page);
    await page.getByRole("button", { name: "Hide" }).click();
    await expect(page.getByText(alias)).toHaveCount(0);
    await page.clock.install();
    await page.reload();
    await page.getByRole("button", { name: "Show full name" }).click();
    await expect(page.getByText(alias)).toBeVisible();
    await page.clock.fastForward(61_000);
    await expect(page.getByText(alias)).toHaveCount(0);
    const desk = await (await browser.newContext({ baseURL: process.env.BASE_URL })).newPage();
    await signIn("administrator", 0, desk);
    const { events } = await ask<{ events: { actorName: string; reason: string }[] }>(desk, "audit.list", {
      caseCode: code,
      action: "person.reveal",
    });
    expect(events).toMatchObject([
      { actorName: account("caseworker").name, reason: "own_case" },
      { actorName: account("caseworker").name, reason: "own_case" },
    ]);
    await desk.context().close();
  });

  test("of a person in somebody else's care needs a reason first", async ({ page, browser, signIn }) => {
    await signIn("caseworker");
    const { caseId, alias } = await newPerson(page);
    const desk = await (await browser.newContext({ baseURL: process.env.BASE_URL })).newPage();
    await signIn("coordinator", 0, desk);
    await desk.goto(`/cases/${caseId}`);
    await expect(desk.getByRole("button", { name: "Show full name" })).toHaveCount(0);
    await desk.getByLabel("Why do you need the name?").selectOption({ label: "For their safety" });
    await desk.getByRole("button", { name: "Show full name" }).click();
    await expect(desk.getByText(alias)).toBeVisible();
    await desk.context().close();
  });
});

const places = {
  caseworker: ["My day", "People", "New person", "Referrals", "Me"],
  coordinator: ["This week", "My day", "People", "New person", "Referrals", "Me"],
  administrator: ["Staff", "Records of use", "How long we keep", "Me"],
} as const;

for (const role of ["caseworker", "coordinator", "administrator"] as const) {
  test(`the main pages of a ${role} are theirs, and sound`, async ({ page, signIn }) => {
    await signIn(role);
    const nav = page.getByRole("navigation", { name: "Main pages" });
    await expect(nav.getByRole("link")).toHaveText([...places[role]]);
    for (const name of places[role]) {
      await nav.getByRole("link", { name, exact: true }).click();
      await expect(nav.getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "page");
      await pageIsSound(page);
    }
  });
}

test("an administrator finds no person, case, need or referral", async ({ page, browser, signIn }) => {
  const desk = await (await browser.newContext({ baseURL: process.env.BASE_URL })).newPage();
  await signIn("caseworker", 0, desk);
  const { caseId } = await newPerson(desk);
  await desk.context().close();
  await signIn("administrator");
  for (const place of ["/people", "/people/new", `/cases/${caseId}`, `/cases/${caseId}/notes`, "/needs"]) {
    const response = await page.goto(place);
    expect(response!.status(), place).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
  }
});

test("a note can be written with the keyboard alone", async ({ page, signIn }) => {
  await signIn("caseworker");
  const { caseId } = await newPerson(page);
  await page.goto(`/cases/${caseId}/notes`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, "textbox", "Note");
  await page.keyboard.type("Only keys were pressed");
  await tabTo(page, "button", "Save note");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Note saved")).toBeVisible();
  await expect(page.getByText("Only keys were pressed")).toBeVisible();
});

async function tabTo(page: Page, role: "textbox" | "button", name: string): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${name} cannot be reached by Tab`);
}

const looks = [
  { name: "from right to left", locale: "ar-XB", theme: "light", dir: "rtl" },
  { name: "in long words", locale: "en-XA", theme: "light", dir: "ltr" },
  { name: "in the dark", locale: "en", theme: "dark", dir: "ltr" },
] as const;

for (const { name, locale, theme, dir } of looks) {
  test(`the main pages hold ${name} @phone`, async ({ page, context, signIn, baseURL }) => {
    await signIn("coordinator");
    const { cases } = await ask<{ cases: { id: string }[] }>(page, "case.list", { limit: "1" });
    await context.addCookies([{ name: "locale", value: locale, url: baseURL! }]);
    await page.emulateMedia({ colorScheme: theme });
    const file = `/cases/${cases[0]!.id}`;
    for (const place of [
      "/dashboard",
      "/my-day",
      "/people",
      "/people/new",
      "/referrals",
      file,
      `${file}/notes`,
    ]) {
      await page.goto(place);
      await expect(page.locator("html")).toHaveAttribute("dir", dir);
      await pageIsSound(page);
    }
  });
}

test("every answer carries the headers that protect it", async ({ page, request, baseURL }) => {
  const signIn = await request.get("/sign-in");
  const file = /\/_next\/static\/[^"]+\.js/.exec(await signIn.text())![0];
  const answers = {
    page: signIn,
    file: await request.get(file),
    missing: await request.get("/no-such-page"),
    health: await request.get("/api/health"),
    api: await request.get("/api/queries/me.get"),
    unknown: await request.get("/api/queries/no.such"),
    wrongMethod: await request.put("/api/commands/note.add", { data: {} }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    expect(protection(answer.headers()), name).toEqual(protectedBy);
    expect(answer.headers()["x-powered-by"], name).toBeUndefined();
  }
  expect(
    [answers.missing, answers.api, answers.unknown, answers.wrongMethod].map((one) => one.status()),
  ).toEqual([404, 401, 401, 405]);
  for (const method of ["TRACE", "PROPFIND", "LINK"]) {
    const { status, headers } = await bare(baseURL!, method);
    expect([method, status]).toEqual([method, 405]);
    expect(protection(headers), method).toEqual(protectedBy);
  }
  const policy = signIn.headers()["content-security-policy"]!;
  for (const part of [
    "default-src 'none'",
    "'strict-dynamic'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy).toContain(part);
  expect(policy).not.toMatch(/unsafe-(inline|eval)/);
  expect(signIn.headers()["cache-control"]).toContain("no-store");
  await page.goto("/sign-in");
  const again = await page.goto("/sign-in");
  expect(again!.headers()["content-security-policy"]).not.toBe(policy);
});

const protectedBy = {
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

function protection(headers: Record<string, string | string[] | undefined>) {
  return Object.fromEntries(Object.keys(protectedBy).map((name) => [name, headers[name]]));
}

/** A request with a method that browsers refuse to send. */
function bare(origin: string, method: string) {
  return new Promise<{ status: number; headers: Record<string, string | string[] | undefined> }>(
    (resolve, reject) => {
      newRequest(`${origin}/sign-in`, { method }, ({ statusCode, headers, ...response }) => {
        (response as unknown as { resume?: () => void }).resume?.();
        resolve({ status: statusCode!, headers });
      })
        .on("error", reject)
        .end();
    },
  );
}

test("cookies are for this host and the server alone", async ({ page, signIn, context }) => {
  await signIn("caseworker");
  for (const cookie of await context.cookies()) {
    expect(cookie, cookie.name).toMatchObject({ secure: true, httpOnly: true, path: "/" });
    expect(cookie.name).toMatch(/^__Host-/);
    expect(cookie.sameSite).not.toBe("None");
    expect(cookie.domain).toBe("localhost");
  }
  expect(await page.evaluate(() => document.cookie)).toBe("");
});
