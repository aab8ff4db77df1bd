import { generateSync } from "otplib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role, Staff } from "@/lib/core/actor";
import type { Command } from "@/lib/core/command";
import { openSession, staffOfToken } from "@/lib/core/sessions";
import {
  addPasskey,
  beginPasskey,
  removePasskey,
  renamePasskey,
} from "@/lib/users/factors/passkeys/commands";
import { listFactors } from "@/lib/users/factors/queries";
import { renewRecoveryCodes } from "@/lib/users/factors/recovery/commands";
import type { Enrolment } from "@/lib/users/factors/schema";
import { askAnyPasskey, askForPasskey, showFactor, signInWithPasskey } from "@/lib/users/factors/showing";
import { beginTotp, confirmTotp, removeTotp } from "@/lib/users/factors/totp/commands";
import { Authenticator } from "@/lib/testing/authenticator";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf, rowsOf } from "@/lib/testing/owner";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
});

/** Somebody who has just given the password for the first time. */
class Person {
  private constructor(
    readonly staff: Staff,
    public token: string,
  ) {}

  static async enters(role: Role = "caseworker"): Promise<Person> {
    const staff = await makeStaff(database.ownerUrl, organisation, role);
    return new Person(staff, await openSession(staff.organisationId, staff.userId, testOrigin));
  }

  async actor(): Promise<Staff> {
    const actor = await staffOfToken(this.token);
    if (!actor) throw new Error("signed out");
    return actor;
  }

  async does<Result>(command: Command, input: object = {}): Promise<Result> {
    return (await command.execute(await this.actor(), input, testOrigin)) as Result;
  }

  async shows(proof: object) {
    const { token, shown } = await showFactor(this.token, proof, testOrigin);
    this.token = token;
    return shown;
  }

  async addsApp(): Promise<Enrolment & { seed: string }> {
    const { seed, ticket } = await this.does<{ seed: string; ticket: string }>(beginTotp);
    const code = generateSync({ secret: seed });
    return { ...(await this.does<Enrolment>(confirmTotp, { ticket, code })), seed };
  }

  async addsPasskey(device = new Authenticator(), name = "Blue phone"): Promise<Enrolment> {
    const { challengeId, options } = await this.does<{ challengeId: string; options: { challenge: string } }>(
      beginPasskey,
    );
    return this.does<Enrolment>(addPasskey, { challengeId, response: device.make(options), name });
  }

  async signsWith(device: Authenticator) {
    const { challengeId, options } = await askForPasskey(this.token);
    return this.shows({ passkey: { challengeId, response: device.sign(options) } });
  }

  async factors() {
    return listFactors.execute(await this.actor(), {}, testOrigin);
  }

  /** Six minutes later. */
  async waits(): Promise<void> {
    await rowsOf(
      database.ownerUrl,
      organisation.id,
      "update session set stepped_up_at = now() - interval '6 minutes' where user_id = $1",
      [this.staff.userId],
    );
  }
}

const told = (action: string, userId: string) =>
  eventsOf(database.ownerUrl, organisation.id, action).then((events) =>
    events.filter(({ actor_id, outcome }) => actor_id === userId && outcome === "allowed"),
  );

describe("an authenticator app", () => {
  it("is the first factor: it brings ten recovery codes, ends other sessions, and opens the records at once", async () => {
    const person = await Person.enters();
    const { organisationId, userId } = person.staff;
    const elsewhere = await openSession(organisationId, userId, testOrigin);
    expect(await person.factors()).toMatchObject({ step: "set_up", totp: null, passkeys: [] });
    const { enrolled, recoveryCodes } = await person.addsApp();
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes!)
      expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    expect(await staffOfToken(elsewhere)).toBeNull();
    expect(await person.factors()).toMatchObject({ step: "show", recoveryCodes: { left: 10 } });
    const before = person.token;
    expect(await person.shows({ enrolled })).toEqual({ assurance: 2, recoveryCodesLeft: 10 });
    expect(await staffOfToken(before)).toBeNull();
    expect(await person.factors()).toMatchObject({ step: "in" });
    expect(await told("totp.confirm", userId)).toEqual([expect.objectContaining({ detail: { ended: 1 } })]);
    expect(JSON.stringify(await told("totp.begin", userId))).not.toContain(person.token);
  });

  it("proves itself once by being set up, in its own session only", async () => {
    const [person, other] = [await Person.enters(), await Person.enters()];
    const { enrolled } = await person.addsApp();
    await expect(other.shows({ enrolled })).rejects.toMatchObject({ code: "INVALID" });
    await person.shows({ enrolled });
    await expect(person.shows({ enrolled })).rejects.toMatchObject({ code: "INVALID" });
    await expect(person.shows({ enrolled: "invented" })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("is kept sealed, and its first code does not count again", async () => {
    const person = await Person.enters();
    const { seed } = await person.addsApp();
    const [row] = await rowsOf<{ seed_sealed: Buffer }>(
      database.ownerUrl,
      organisation.id,
      "select seed_sealed from totp where user_id = $1",
      [person.staff.userId],
    );
    expect(row!.seed_sealed.toString("latin1")).not.toContain(seed);
    await expect(person.shows({ totp: generateSync({ secret: seed }) })).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  it("is not set up with a wrong code, a ticket of somebody else, or an old one", async () => {
    const [person, other] = [await Person.enters(), await Person.enters()];
    const begun = await person.does<{ seed: string; ticket: string }>(beginTotp);
    const code = generateSync({ secret: begun.seed });
    await expect(person.does(confirmTotp, { ticket: begun.ticket, code: "000000" })).rejects.toMatchObject({
      fields: { code: "factors.error.codeWrong" },
    });
    for (const ticket of ["x", `${begun.ticket.slice(0, -2)}AA`])
      await expect(person.does(confirmTotp, { ticket, code })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(other.does(confirmTotp, { ticket: begun.ticket, code })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("beside another factor needs that one within five minutes", async () => {
    const person = await Person.enters();
    const { enrolled } = await person.addsApp();
    await expect(person.does(beginPasskey)).rejects.toMatchObject({
      code: "FORBIDDEN",
      params: { needs: "second_factor" },
    });
    await person.shows({ enrolled });
    await person.waits();
    for (const command of [beginTotp, beginPasskey])
      await expect(person.does(command)).rejects.toMatchObject({ params: { needs: "step_up" } });
    expect(await told("totp.begin", person.staff.userId)).toHaveLength(1);
  });

  it("is not removed as the last factor, and two removals at once leave one", async () => {
    const person = await Person.enters();
    const { enrolled } = await person.addsApp();
    await person.shows({ enrolled });
    await expect(person.does(removeTotp)).rejects.toMatchObject({
      code: "CONFLICT",
      fields: { "": "factors.error.lastFactor" },
    });
    await person.addsPasskey();
    const { passkeys } = await person.factors();
    const outcomes = await Promise.allSettled([
      person.does(removeTotp),
      person.does(removePasskey, { passkeyId: passkeys[0]!.id }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("a passkey", () => {
  it("set up first, opens the records at once, and signs in by itself ever after", async () => {
    const person = await Person.enters("administrator");
    const device = new Authenticator();
    const { enrolled, recoveryCodes } = await person.addsPasskey(device);
    expect(recoveryCodes).toHaveLength(10);
    expect((await person.shows({ enrolled })).assurance).toBe(2);
    const { challengeId, options } = await askAnyPasskey(testOrigin);
    const text = JSON.stringify({ challengeId, response: device.sign(options) });
    const account = await signInWithPasskey({ passkey: text }, testOrigin);
    expect(account).toEqual({ organisationId: organisation.id, userId: person.staff.userId });
    const token = await openSession(account!.organisationId, account!.userId, testOrigin, "passkey");
    expect(await staffOfToken(token)).toMatchObject({ assurance: 2, steppedUp: true });
    expect(await signInWithPasskey({ passkey: text }, testOrigin)).toBeNull();
  });

  it("confirms who sits at a session, for roles that codes are not enough for", async () => {
    const person = await Person.enters("coordinator");
    const { enrolled } = await person.addsApp();
    expect((await person.shows({ enrolled })).assurance).toBe(1);
    expect(await person.factors()).toMatchObject({ step: "add_passkey", needsPasskey: true });
    const device = new Authenticator();
    const added = await person.addsPasskey(device);
    expect(added.recoveryCodes).toBeNull();
    expect((await person.shows({ enrolled: added.enrolled })).assurance).toBe(2);
    await person.waits();
    expect((await person.signsWith(device)).assurance).toBe(2);
    expect(await person.actor()).toMatchObject({ steppedUp: true });
    const { passkeys } = await person.factors();
    await expect(person.does(removePasskey, { passkeyId: passkeys[0]!.id })).rejects.toMatchObject({
      fields: { "": "factors.error.lastPasskey" },
    });
  });

  it("counts no challenge twice, of no other session, and of no other purpose", async () => {
    const [person, other] = [await Person.enters(), await Person.enters()];
    const device = new Authenticator();
    await person.addsPasskey(device);
    const asked = await askForPasskey(person.token);
    const proof = { passkey: { challengeId: asked.challengeId, response: device.sign(asked.options) } };
    await expect(other.shows(proof)).rejects.toMatchObject({
      fields: { passkey: "factors.error.passkeyWrong" },
    });
    await person.shows(proof);
    await expect(person.shows(proof)).rejects.toMatchObject({ code: "INVALID" });
    const anybody = await askAnyPasskey(testOrigin);
    const signIn = { challengeId: anybody.challengeId, response: device.sign(anybody.options) };
    await expect(person.shows({ passkey: signIn })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("of a copied device, an unasked owner or a false page does not count, and is written down", async () => {
    const person = await Person.enters();
    const device = new Authenticator();
    await person.addsPasskey(device);
    await person.signsWith(device);
    const faults: ((device: Authenticator) => void)[] = [
      (one) => (one.counter = 0),
      (one) => (one.verifies = false),
      (one) => (one.origin = "https://notes.example.com"),
    ];
    for (const fault of faults) {
      const { counter, verifies, origin } = device;
      fault(device);
      await expect(person.signsWith(device)).rejects.toMatchObject({ code: "INVALID" });
      const asked = await askAnyPasskey(testOrigin);
      fault(device);
      const text = JSON.stringify({ challengeId: asked.challengeId, response: device.sign(asked.options) });
      expect(await signInWithPasskey({ passkey: text }, testOrigin)).toBeNull();
      Object.assign(device, { counter: counter + 5, verifies, origin });
    }
    const events = await eventsOf(database.ownerUrl, organisation.id, "session.open");
    const denied = events.filter(
      ({ actor_id, outcome }) => actor_id === person.staff.userId && outcome === "denied",
    );
    expect(denied).toHaveLength(faults.length);
    expect((await person.signsWith(device)).assurance).toBe(2);
  });

  it("of somebody else shows nothing in this session", async () => {
    const [person, other] = [await Person.enters(), await Person.enters()];
    const [mine, theirs] = [new Authenticator(), new Authenticator()];
    await person.addsPasskey(mine);
    await other.addsPasskey(theirs);
    await expect(person.signsWith(theirs)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("is not made for another challenge, nor by a device that does not ask its owner", async () => {
    const person = await Person.enters();
    type Begun = { challengeId: string; options: { challenge: string } };
    const [first, second] = [await person.does<Begun>(beginPasskey), await person.does<Begun>(beginPasskey)];
    const crossed = { challengeId: first.challengeId, response: new Authenticator().make(second.options) };
    await expect(person.does(addPasskey, { ...crossed, name: "x" })).rejects.toMatchObject({
      fields: { "": "factors.error.passkeyNotMade" },
    });
    const careless = new Authenticator();
    careless.verifies = false;
    await expect(person.addsPasskey(careless)).rejects.toMatchObject({ code: "INVALID" });
    expect((await person.factors()).passkeys).toEqual([]);
  });

  it("is renamed and removed by its owner only", async () => {
    const [person, other] = [await Person.enters(), await Person.enters()];
    for (const one of [person, other]) await one.shows({ enrolled: (await one.addsPasskey()).enrolled });
    await person.addsPasskey(new Authenticator(), "Old phone");
    const [own] = (await person.factors()).passkeys;
    const passkeyId = own!.id;
    await expect(other.does(renamePasskey, { passkeyId, name: "Mine" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(other.does(removePasskey, { passkeyId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await person.does(renamePasskey, { passkeyId, name: "Green phone" });
    expect((await person.factors()).passkeys[0]).toMatchObject({ name: "Green phone" });
    await person.does(removePasskey, { passkeyId });
    expect((await person.factors()).passkeys.map(({ name }) => name)).toEqual(["Old phone"]);
    await expect(person.does(removePasskey, { passkeyId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("recovery codes", () => {
  it("made anew replace all former ones", async () => {
    const person = await Person.enters();
    const { enrolled, recoveryCodes } = await person.addsApp();
    await person.shows({ enrolled });
    const renewed = await person.does<{ recoveryCodes: string[] }>(renewRecoveryCodes);
    expect(renewed.recoveryCodes).toHaveLength(10);
    await expect(person.shows({ recovery: recoveryCodes![0]! })).rejects.toMatchObject({ code: "INVALID" });
    expect((await person.shows({ recovery: renewed.recoveryCodes[0]! })).recoveryCodesLeft).toBe(9);
    await person.waits();
    await expect(person.does(renewRecoveryCodes)).rejects.toMatchObject({ params: { needs: "step_up" } });
  });
});
