import { createHash } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import pg from "pg";

/** A device with a fingerprint reader, in the browser of a page, whose owner touches it whenever it asks, until told otherwise. */
export async function giveDevice(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    touches: (enabled: boolean) =>
      session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
  };
}

/** As if the second factor of the session on the page had been shown six minutes ago: longer than it lasts. */
export const sixMinutesPass = (page: Page) => confirmedAgo(page, "6 minutes");

/** As if it had been shown this moment: the session may be an old one of this process. */
export const justConfirmed = (page: Page) => confirmedAgo(page, "0 minutes");

/** Only the session on the page: the same account may be at work in another journey meanwhile. */
async function confirmedAgo(page: Page, ago: string): Promise<void> {
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name === "__Host-session")!.value;
  const hash = createHash("sha256").update(token).digest();
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      "update session set stepped_up_at = now() - $1::interval where hash = $2",
      [ago, hash],
    );
    expect(rowCount, "sessions on the page").toBe(1);
  } finally {
    await client.end();
  }
}
