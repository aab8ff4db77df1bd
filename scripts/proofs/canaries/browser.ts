import { type BrowserContext, chromium, type Locator, type Page } from "@playwright/test";
import { canariesIn, type Find, type Mark, newCanary } from "./canary";

/** A form that was met, and how many fields of free text a canary was typed into. */
export type Typed = { route: string; fields: number; sent: number };

type Options = { profile: string; origin: string };

/** A browser with a profile of its own on the disk, as a person has it. */
export function openBrowser({ profile }: Pick<Options, "profile">): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-sync",
    ],
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
  });
}

/** What a browser shows outside its pages: addresses and titles that hold a canary, as they come by. */
export function watchBar(context: BrowserContext): Find[] {
  const finds: Find[] = [];
  const look = async (page: Page) => {
    finds.push(...canariesIn("an address", page.url(), everyKind));
    finds.push(...canariesIn("a title", await page.title().catch(() => ""), everyKind));
  };
  const watch = (page: Page) => {
    page.on("framenavigated", () => void look(page));
    page.on("load", () => void look(page));
  };
  context.pages().forEach(watch);
  context.on("page", watch);
  return finds;
}

const everyKind: Mark[] = ["person", "khmer", "phone", "house", "secret"];

/** Whoever has no session types an address and a password, of which nobody has one. */
export async function typeAtTheDoor(page: Page, origin: string): Promise<Typed> {
  await page.goto(`${origin}/sign-in`);
  await page
    .getByLabel("E-mail address")
    .fill(`${newCanary("house", "/sign-in E-mail address")}@example.org`);
  await page.getByLabel("Password").fill(newCanary("secret", "/sign-in Password"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await quiet(page);
  return { route: "/sign-in", fields: 2, sent: 1 };
}

/** Opens a page and types into every field of every form on it, whatever has to be chosen to see the field; then sends each form. */
export async function typeIntoPage(
  page: Page,
  { origin, route, path, enter }: { origin: string; route: string; path: string; enter: () => Promise<void> },
): Promise<Typed> {
  const fields = new Set<string>();
  let sent = 0;
  for (let choice = 0; choice < choices; choice++) {
    const forms = (await open(page, origin, path, enter)) ? await page.locator("form").count() : 0;
    for (let nth = 0; nth < forms; nth++) {
      if (nth > 0 && !(await open(page, origin, path, enter))) break;
      const form = page.locator("form").nth(nth);
      if (!(await form.isVisible().catch(() => false))) continue;
      // A choice can bring up another one.
      for (const _ of [1, 2]) await choose(form, choice);
      for (const name of await fill(form, route)) fields.add(name);
      if (await send(page, form)) sent++;
    }
    if (forms === 0) break;
  }
  return { route, fields: fields.size, sent };
}

/** Walks through the wizard as far as it goes, typing into every screen. */
export async function typeThroughIntake(
  page: Page,
  origin: string,
  level: "Quick card" | "First talk",
): Promise<Typed> {
  await page.goto(`${origin}/people/new`);
  await page.getByRole("link", { name: level }).click();
  await page.waitForURL(/\/people\/new\/[\w-]+\//);
  const fields = new Set<string>();
  let sent = 0;
  for (let screen = 0; screen < 60; screen++) {
    await quiet(page);
    const save = page.getByRole("button", { name: "Save", exact: true });
    if (await isThere(save)) {
      await save.click();
      await page.waitForURL(/\/people\/new\/saved\//).catch(async () => {
        throw new Error(`it was not saved: ${await page.getByRole("alert").allInnerTexts()}`);
      });
      return { route: `intake ${level}`, fields: fields.size, sent };
    }
    const form = page.locator("main form").first();
    const before = await headingOf(page);
    if (await isThere(form)) {
      // What needs a medic or a child's page stops the questions: the last choices do not.
      for (const _ of [1, 2]) await choose(form, 0);
      for (const name of await fill(form, `intake ${level}`)) fields.add(name);
    }
    sent++;
    await press(page, "Continue");
    // Something that it does not take: go on without, as whoever is in a hurry does.
    if ((await headingOf(page)) === before && (await isThere(form))) {
      await clear(form);
      await press(page, "Continue");
    }
    if ((await headingOf(page)) === before) throw new Error(`the wizard goes no further than ${before}`);
  }
  throw new Error("the wizard has no end");
}

async function isThere(thing: Locator): Promise<boolean> {
  return thing.isVisible().catch(() => false);
}

async function press(page: Page, name: string): Promise<void> {
  const button = page
    .getByRole("button", { name, exact: true })
    .or(page.getByRole("link", { name, exact: true }));
  await button
    .first()
    .click({ timeout: 5_000 })
    .catch(() => {});
  await quiet(page);
}

async function clear(form: Locator): Promise<void> {
  for (const field of await form.locator("input:visible, textarea:visible").all())
    if (!/radio|checkbox/.test((await field.getAttribute("type")) ?? ""))
      await field.fill("", { timeout: 2_000 }).catch(() => {});
}

/** Types into the search, and looks at what it finds. */
export async function typeIntoSearch(page: Page, origin: string, words: readonly string[]): Promise<Typed> {
  await page.goto(`${origin}/people`);
  const box = page.locator("#find");
  for (const word of words) {
    await box.fill(word);
    await box.press("Enter");
    await quiet(page);
  }
  return { route: "/people search", fields: 1, sent: words.length };
}

/** Presses "Sign out", where it stands. */
export async function signOut(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/permissions`);
  await quiet(page);
  await page.locator("header details > summary").last().click();
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.waitForURL(/\/sign-in/);
}

const choices = 3;

/** Opens a page with everything unfolded; whoever was signed out by what they pressed signs in again. */
async function open(page: Page, origin: string, path: string, enter: () => Promise<void>): Promise<boolean> {
  for (let tries = 0; tries < 3; tries++) {
    const response = await page.goto(`${origin}${path}`).catch(() => null);
    await quiet(page);
    if (new URL(page.url()).pathname.startsWith("/sign-in")) await enter();
    else if (response) {
      await page.evaluate(unfold).catch(() => {});
      return response.status() === 200;
    }
  }
  return false;
}

function unfold(): void {
  for (const one of document.querySelectorAll("details")) one.open = true;
}

/** What stops the questions: a medic now, or somebody who may be a child. */
const stops = /^(yes_now|0_11|12_14|15_17|disputed_treat_as_child)$/;

/** One of each group of choices, the `nth` where there are so many, and the first boxes ticked unless one says that none fits. */
async function choose(form: Locator, nth: number): Promise<void> {
  await form.evaluate(
    (element, { index, not }) => {
      const groups = new Map<string, HTMLInputElement[]>();
      for (const input of element.querySelectorAll<HTMLInputElement>(
        "input[type=radio], input[type=checkbox]",
      ))
        if (!new RegExp(not).test(input.value))
          groups.set(`${input.type} ${input.name}`, [
            ...(groups.get(`${input.type} ${input.name}`) ?? []),
            input,
          ]);
      for (const group of groups.values()) {
        const none = group.find(({ value }) => value === "none");
        const chosen =
          group[0]!.type === "radio"
            ? [group[Math.min(index, group.length - 1)]!]
            : none
              ? [none]
              : group.slice(0, 4);
        for (const input of chosen)
          if (!input.checked && !/^(unknown|declined|not_asked)$/.test(input.value)) input.click();
      }
    },
    { index: nth, not: stops.source },
  );
  for (const list of await form.locator("select:visible").all()) {
    const options = await list.locator("option").count();
    if (options > 1) await list.selectOption({ index: Math.min(nth + 1, options - 1) }).catch(() => {});
  }
}

/** Types a canary into every visible field of free text; answers their names. */
async function fill(form: Locator, route: string): Promise<string[]> {
  const typed: string[] = [];
  for (const field of await form.locator("input:visible, textarea:visible").all()) {
    const { type, name, mode, fixed } = await field.evaluate((element: HTMLInputElement) => ({
      type: element.type,
      name: element.name || element.id,
      mode: element.inputMode,
      fixed: element.readOnly || element.disabled,
    }));
    if (fixed || /^(radio|checkbox|hidden|submit|button|file|range)$/.test(type)) continue;
    const value = valueFor(`${route} ${name}`, type, mode);
    await field.fill(value, { timeout: 2_000 }).then(
      () => (value.startsWith("20") || value.length > 4 ? typed.push(name) : 0),
      () => {},
    );
  }
  return typed;
}

function valueFor(where: string, type: string, mode: string): string {
  const mark: Mark = /^\/(admin|me\/tokens)/.test(where) ? "house" : "person";
  if (type === "password") return newCanary("secret", where);
  if (/day$/i.test(where)) return "9";
  if (/month$/i.test(where)) return "5";
  if (/year$/i.test(where)) return "1997";
  if (type === "number") return "3";
  if (/^date/.test(type)) return type === "date" ? "2026-05-09" : "2026-05-09T10:00";
  if (type === "email") return `${newCanary("house", where)}@example.org`;
  if (type === "tel" || mode === "tel") return `+86${newCanary("phone", where)}`;
  if (mode === "numeric") return newCanary("phone", where);
  return newCanary(mark, where);
}

/** Presses what sends the form; false when there is nothing that can be pressed. */
async function send(page: Page, form: Locator): Promise<boolean> {
  const button = form.locator("button[type=submit], button:not([type])").last();
  if (!(await button.isVisible().catch(() => false)) || !(await button.isEnabled())) return false;
  await button.click({ timeout: 3_000 }).catch(() => {});
  await quiet(page);
  return true;
}

async function headingOf(page: Page): Promise<string> {
  return (
    (await page
      .getByRole("heading", { level: 1 })
      .first()
      .textContent()
      .catch(() => "")) ?? ""
  );
}

/** Nothing is under way any more, neither a page nor a command. */
async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState("load").catch(() => {});
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => {});
}
