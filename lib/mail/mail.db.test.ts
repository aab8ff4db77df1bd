import { createServer } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Staff } from "@/lib/core/actor";
import { log } from "@/lib/core/log";
import { handlers } from "@/lib/mail/job-handlers";
import { letterTo, mailSend } from "@/lib/mail/jobs";
import { changeAsOwner } from "@/lib/testing/change";
import { useDatabase } from "@/lib/testing/database";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";
import { inviteUser } from "@/lib/users/inviting/commands";

const database = useDatabase();
let home: TestOrganisation;
let administrator: Staff;

beforeAll(async () => {
  home = await makeOrganisation(database.ownerUrl);
  administrator = await makeStaff(database.ownerUrl, home, "administrator", { name: "Sophea Chan" });
});

const from = "Notes <notes@example.org>";
const close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of close.splice(0)) await one();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

type Received = { mail: Email; raw: string; to: string[]; greeting: string };

async function mailServer(port = 0): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const raw = Buffer.concat(parts).toString("utf8");
        const to = session.envelope.rcptTo.map(({ address }) => address);
        void PostalMime.parse(raw).then((mail) => {
          received.push({ mail, raw, to, greeting: String(session.hostNameAppearsAs) });
          done();
        });
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  close.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as { port: number }).port, received };
}

function configure(port: number, query = "") {
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${port}${query}`);
  vi.stubEnv("MAIL_FROM", from);
}

type Payload = Parameters<(typeof handlers)[0]["handle"]>[0];
const deliver = (payload: object) =>
  handlers[0].handle(mailSend.payload.parse(payload) as Payload, testOrigin);
const letter = (staff: Staff, kind: Parameters<typeof letterTo>[1]["kind"], token?: string) =>
  letterTo({ actor: administrator }, { userId: staff.userId, kind, ...(token && { token }) }).payload;

describe("a letter", () => {
  it("goes to the person's address, with a link and without any name", async () => {
    const { port, received } = await mailServer();
    configure(port);
    const staff = await makeStaff(database.ownerUrl, home, "caseworker", { name: "Dara Sok" });
    await deliver(letter(staff, "invitation", "t".repeat(43)));
    const [{ mail, raw, to, greeting }] = received as [Received];
    expect(to).toEqual([`${staff.userId}@example.org`]);
    expect(mail).toMatchObject({
      subject: "Your account in Notes",
      from: { name: "Notes", address: "notes@example.org" },
      to: [{ name: "", address: `${staff.userId}@example.org` }],
    });
    for (const body of [mail.text, mail.html])
      expect(body).toContain(`http://localhost:3000/invitation/${"t".repeat(43)}`);
    expect(raw).not.toMatch(/Dara|Sok|Sophea|Chan|Lantern|nodemailer/i);
    expect(greeting).toBe("example.org");
    expect(mail.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  });

  it("cannot be turned by an address or a name", async () => {
    const { port, received } = await mailServer();
    configure(port);
    const name = 'Dara\r\nBcc: spy@example.com\r\n"<spy@example.com>';
    const staff = await makeStaff(database.ownerUrl, home, "caseworker", { name });
    await deliver(letter(staff, "something_waiting"));
    const odd = "a,spy@example.com";
    await changeAsOwner(
      database.ownerUrl,
      home.id,
      [staff.userId],
      "update user_account set email = $2 where id = $1",
      [staff.userId, odd],
    );
    await deliver(letter(staff, "something_waiting")).catch(() => null);
    expect(received.flatMap(({ to }) => to)).not.toContain("spy@example.com");
    expect(received.map(({ raw }) => raw).join()).not.toMatch(/^bcc:/im);
  });

  it("is tried again when the server could not be reached", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    await new Promise((resolve) => taken.close(resolve));
    configure(port);
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    const payload = letter(staff, "something_waiting");
    await expect(deliver(payload)).rejects.toThrow();
    const { received } = await mailServer(port);
    await deliver(payload);
    expect(received).toHaveLength(1);
  });

  it("is not handed over in clear text to another host, nor where encryption is demanded", async () => {
    const { port, received } = await mailServer();
    configure(port, "?requireTLS=true");
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    await expect(deliver(letter(staff, "something_waiting"))).rejects.toThrow();
    expect(received).toEqual([]);
  });

  it("does not go to a closed account, except the one that says so", async () => {
    const { port, received } = await mailServer();
    configure(port);
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    await changeAsOwner(
      database.ownerUrl,
      home.id,
      [staff.userId],
      "update user_account set status = 'deactivated' where id = $1",
      [staff.userId],
    );
    await deliver(letter(staff, "invitation", "t".repeat(43)));
    await deliver(letter(staff, "access_ended"));
    expect(received.map(({ mail }) => mail.subject)).toEqual(["Your account in Notes has ended"]);
  });

  it("opens its link for nobody else", async () => {
    configure(1);
    const [one, other] = [
      await makeStaff(database.ownerUrl, home, "caseworker"),
      await makeStaff(database.ownerUrl, home, "caseworker"),
    ];
    const payload = { ...letter(one, "invitation", "t".repeat(43)), userId: other.userId };
    await expect(deliver(payload)).rejects.toThrow("does not open");
  });
});

describe("the link of an invitation", () => {
  const invite = () =>
    inviteUser.execute(
      administrator,
      {
        email: `${crypto.randomUUID()}@example.org`,
        displayName: "A",
        role: "limited",
        places: [],
        grants: [],
      },
      testOrigin,
    );

  it("is not on screen once it went out by e-mail", async () => {
    configure(25);
    expect((await invite()).link).toBeNull();
  });

  it("is on screen without a mail server, and in the log of the demo only", async () => {
    vi.stubEnv("SMTP_URL", "");
    expect((await invite()).link).toMatch(/^\/invitation\/[\w-]{43}$/);
    const said = vi.spyOn(log, "info").mockImplementation(() => {});
    const staff = await makeStaff(database.ownerUrl, home, "caseworker");
    await deliver(letter(staff, "invitation", "t".repeat(43)));
    expect(said).not.toHaveBeenCalled();
    await changeAsOwner(
      database.ownerUrl,
      home.id,
      [home.id],
      "update organisation set is_demo = true where id = $1",
      [home.id],
    );
    await deliver(letter(staff, "invitation", "t".repeat(43)));
    expect(JSON.stringify(said.mock.calls)).toContain(`/invitation/${"t".repeat(43)}`);
  });

  it("needs to know from whom", async () => {
    vi.stubEnv("SMTP_URL", "smtp://127.0.0.1");
    for (const wrong of ["", "nobody", "A\r\nBcc: x@y.z <a@b.c>"]) {
      vi.stubEnv("MAIL_FROM", wrong);
      await expect(invite()).rejects.toThrow("MAIL_FROM");
    }
  });
});
