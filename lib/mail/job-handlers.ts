import "server-only";
import type { System } from "@/lib/core/actor";
import { unsealForOrganisation } from "@/lib/core/crypto";
import { env } from "@/lib/core/env";
import type { JobHandler } from "@/lib/core/jobs";
import { log } from "@/lib/core/log";
import { DemoLink } from "@/lib/core/log-fields";
import { sendMail } from "@/lib/core/mail";
import { letterPlace, mailSend } from "@/lib/mail/jobs";
import { letterOf } from "@/lib/mail/letter";
import { mailRecipient } from "@/lib/mail/queries";

/**
 * Resolves the address and sends. A failure is thrown, so that the queue tries again. Without a mail server nothing is
 * sent; the demo, which holds nobody real, then writes links to its log.
 */
const send: JobHandler<typeof mailSend.payload> = {
  definition: mailSend,
  async handle({ organisationId, userId, kind, token }, origin) {
    const actor: System = { kind: "system", organisationId, name: "mail" };
    const { email, closed, isDemo } = await mailRecipient.execute(actor, { userId }, origin);
    // Meanwhile closed: their link is dead, and only the letter that says so still goes out.
    if (closed && kind !== "access_ended") return;
    const link = `${env.origin}${token ? pathOf(organisationId, userId, token) : "/"}`;
    if (env.mail) {
      await sendMail({ to: email, ...letterOf(kind, link) });
      log.info({ kind, userId }, "letter sent");
    } else if (isDemo && token)
      log.info({ kind, userId, demoLink: new DemoLink(link) }, "no mail server: the link of a demo account");
  },
};

function pathOf(organisationId: string, userId: string, token: string): string {
  return `/invitation/${unsealForOrganisation(organisationId, Buffer.from(token, "base64"), letterPlace(userId))}`;
}

export const handlers = [send] as const;
