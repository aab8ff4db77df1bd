import type { Page } from "@playwright/test";
import { ask, tell } from "./doors";

export type Person = { caseId: string; code: string; alias: string };
export type Asked = Person & { needId: string; partnerId: string; consentId: string; consentVersion: number };
export type Shared = Asked & { referralId: string; link: string };

/** Clearly made up, and nowhere else in the database: what must not show can be looked for. */
export function newAlias(): string {
  return `Chenda ${crypto.randomUUID().slice(0, 6)}`;
}

/** A person in the care of whoever is signed in on the page. */
export async function newPerson(page: Page, more: object = {}): Promise<Person> {
  const alias = newAlias();
  const body = { level: "l1", preferredName: alias, preferredLanguage: "km", safeTonight: "yes", ...more };
  return { ...(await tell<Person>(page, "case.register", body)), alias };
}

export const elements = ["case_code", "name", "needs_requested"];

/** A person who needs a place to sleep, and has agreed that a shelter may know of it. */
export async function newAsked(page: Page): Promise<Asked> {
  const person = await newPerson(page);
  const { caseId } = person;
  const { needs } = await tell<{ needs: { id: string }[] }>(page, "need.add", {
    caseId,
    needs: [{ code: "N02", personAgrees: "yes" }],
  });
  const needId = needs[0]!.id;
  const fits = await ask<{ suggested: { partnerId: string }[] }>(page, "referral.suggestions", { needId });
  const { partnerId } = fits.suggested[0]!;
  await tell(page, "consent.give", {
    ...{ caseId, scope: "referral", answer: "given", partnerId, elements },
    ...{ language: "km", interpreter: false, method: "oral_witnessed", capacity: "yes" },
  });
  const file = await ask<{ consents: { id: string; version: number }[] }>(page, "case.get", { caseId });
  const [consent] = file.consents;
  return { ...person, needId, partnerId, consentId: consent!.id, consentVersion: consent!.version };
}

/** The same, with the partner's secret link in hand. */
export async function newShared(page: Page): Promise<Shared> {
  const asked = await newAsked(page);
  const { caseId, needId, partnerId } = asked;
  const draft = await tell<{ id: string; version: number }>(page, "referral.create", {
    ...{ caseId, needId, partnerId, elements },
  });
  const sent = await tell<{ link: string }>(page, "referral.send", {
    referralId: draft.id,
    version: draft.version,
  });
  return { ...asked, referralId: draft.id, link: sent.link };
}

/** Takes the person's yes back, as the caseworker on the page. */
export async function withdraw(page: Page, { consentId, consentVersion }: Asked): Promise<void> {
  await tell(page, "consent.withdraw", { consentId, version: consentVersion, how: "by_phone" });
}
