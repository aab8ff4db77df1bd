import { SMTPServer } from "smtp-server";
import PostalMime from "postal-mime";
import { afterEach, expect, it, vi } from "vitest";
import { isGenuine, nothingBefore, signed } from "@/lib/audit/sealing/checkpoint";
import { signingKeyOf } from "@/lib/audit/sealing/key";
import { log } from "@/lib/core/log";
import { mailHead } from "./sealing";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const one = signed(
  {
    number: 12,
    cluster: "77",
    txFrom: "0",
    txTo: "9",
    count: 3,
    root: "ab".repeat(32),
    previous: nothingBefore,
    at: "2026-11-22T00:00:01.000Z",
  },
  signingKeyOf(Buffer.alloc(32, 7)),
);

it("the day's first seal arrives whole, and can be checked from the letter", async () => {
  const letters: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      stream.on("data", (part: Buffer) => letters.push(part));
      stream.on("end", () => done());
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`);
  vi.stubEnv("MAIL_FROM", "Notes <notes@example.org>");
  await mailHead(one);
  expect(letters).toEqual([]);
  vi.stubEnv("ONWARD_AUDIT_MAIL", "board@example.org");
  await mailHead(one);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const { subject, text, to } = await PostalMime.parse(Buffer.concat(letters));
  expect([subject, to?.[0]?.address]).toEqual(["Seal 12", "board@example.org"]);
  expect(JSON.parse(text!)).toEqual(one);
  expect(isGenuine(JSON.parse(text!))).toBe(true);
});

it("a letter that does not go out is said, and stops nothing", async () => {
  const said = vi.spyOn(log, "warn").mockImplementation(() => {});
  vi.stubEnv("SMTP_URL", "smtp://127.0.0.1:1");
  vi.stubEnv("MAIL_FROM", "Notes <notes@example.org>");
  vi.stubEnv("ONWARD_AUDIT_MAIL", "board@example.org");
  await mailHead(one);
  expect(said).toHaveBeenCalledWith(expect.objectContaining({ number: 12 }), "the daily seal was not sent");
});
