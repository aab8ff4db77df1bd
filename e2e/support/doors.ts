import { expect, type Page } from "@playwright/test";

type Answer<Result> =
  { ok: true; result: Result } | { ok: false; code: string; fields?: Record<string, string> };
type Input = Record<string, string | readonly string[]>;

/** Asks a query as whoever is signed in on the page; fails unless it is answered. */
export async function ask<Result>(page: Page, query: string, input: Input = {}): Promise<Result> {
  const search = new URLSearchParams(
    Object.entries(input).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)])),
  );
  const answer = await page.evaluate(
    async (url) => (await fetch(url)).json() as Promise<Answer<unknown>>,
    `/api/queries/${query}?${search}`,
  );
  return resultOf(query, answer as Answer<Result>);
}

/** Sends a command as whoever is signed in on the page, or as the partner of a link; fails unless it is done. */
export async function tell<Result>(
  page: Page,
  command: string,
  body: object,
  link?: string,
): Promise<Result> {
  return resultOf(command, await tried<Result>(page, command, body, link));
}

/** Sends a command and answers whatever came back. */
export async function tried<Result>(
  page: Page,
  command: string,
  body: object,
  link?: string,
): Promise<Answer<Result>> {
  const answer = await page.evaluate(
    async ([url, text, token]) => {
      const headers = { "content-type": "application/json", ...(token && { "x-partner-link": token }) };
      const response = await fetch(url!, { method: "POST", headers, body: text! });
      return response.json() as Promise<Answer<unknown>>;
    },
    [`/api/commands/${command}`, JSON.stringify(body), link?.split("/").at(-1) ?? ""],
  );
  return answer as Answer<Result>;
}

function resultOf<Result>(name: string, answer: Answer<Result>): Result {
  expect(answer, name).toMatchObject({ ok: true });
  return (answer as { result: Result }).result;
}
