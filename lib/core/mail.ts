import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/core/env";

export type Mail = { to: string; subject: string; text: string; html: string };

/**
 * Hands one message to the mail server of SMTP_URL. The connection to another host must be encrypted unless SMTP_URL says
 * `?requireTLS=false`. @throws when the server does not take it.
 */
export async function sendMail({ to, subject, text, html }: Mail): Promise<void> {
  if (!env.mail) throw new Error("SMTP_URL is not set");
  const { smtpUrl, from } = env.mail;
  const transport = createTransport(transportUrl(smtpUrl, from));
  try {
    await transport.sendMail({
      from,
      // An object is taken as one address, whatever it holds.
      to: { name: "", address: to },
      subject,
      text,
      html,
      xMailer: false,
      headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } finally {
    transport.close();
  }
}

/** The server's address with our greeting by the sender's domain, so that the name of this machine stays at home. */
function transportUrl(smtpUrl: string, from: string): string {
  const url = new URL(smtpUrl);
  const asked = url.searchParams;
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === "smtp:" && !local && !asked.has("requireTLS")) asked.set("requireTLS", "true");
  if (!asked.has("name")) asked.set("name", /@([\w.-]+)>?$/.exec(from)![1]!);
  for (const [name, ms] of [
    ["connectionTimeout", 15_000],
    ["socketTimeout", 60_000],
  ] as const)
    if (!asked.has(name)) asked.set(name, String(ms));
  return url.href;
}
