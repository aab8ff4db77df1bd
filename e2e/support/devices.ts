import type { Page } from "@playwright/test";
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

/** As if the last second factor of an account had been shown six minutes ago. */
export const sixMinutesPass = (email: string) => secondFactorShown(email, "6 minutes");

/** As if an account had shown its second factor just now, whenever its session began. */
export const justConfirmed = (email: string) => secondFactorShown(email, "0 minutes");

async function secondFactorShown(email: string, ago: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  try {
    await client.query(
      `update session s set stepped_up_at = now() - $2::interval from user_account u
       where u.organisation_id = s.organisation_id and u.id = s.user_id and u.email = $1`,
      [email, ago],
    );
  } finally {
    await client.end();
  }
}
