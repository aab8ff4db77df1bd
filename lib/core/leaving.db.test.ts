import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Staff } from "@/lib/core/actor";
import { defineCommand } from "@/lib/core/command";
import { answerCommand, answerQuery } from "@/lib/core/http";
import { endFormerSession, leaves, leftCookie, returns, staffOfBrowser } from "@/lib/core/leaving";
import { callOf } from "@/lib/core/next-http";
import { defineQuery } from "@/lib/core/read";
import { sessionCookie, staffOfToken } from "@/lib/core/sessions";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { signedIn } from "@/lib/testing/signed-in";
import { makeOrganisation, makeStaff, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
let organisation: TestOrganisation;
let staff: Staff;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  staff = await makeStaff(database.ownerUrl, organisation, "caseworker");
});

const jar = (cookies: Record<string, string>) => (name: string) => cookies[name] ?? null;
const left = (token: string, mark = "1") => jar({ [sessionCookie]: token, [leftCookie]: mark });
const ends = async ({ sessionId }: Staff) =>
  (await eventsOf(database.ownerUrl, organisation.id, "session.revoke")).filter(
    ({ entity_id }) => entity_id === sessionId,
  );

describe("a browser that was left", () => {
  it("is nobody's, and the session it still holds ends, once and in the trail", async () => {
    const { token, actor } = await signedIn(staff);
    expect(await staffOfBrowser(jar({ [sessionCookie]: token }), testOrigin)).toMatchObject({
      sessionId: actor.sessionId,
    });
    const contacts = Array.from({ length: 5 }, () => staffOfBrowser(left(token), testOrigin));
    expect(await Promise.all(contacts)).toEqual([null, null, null, null, null]);
    expect(await staffOfToken(token)).toBeNull();
    expect(await ends(actor)).toEqual([
      expect.objectContaining({ kind: "write", actor_id: staff.userId, outcome: "allowed" }),
    ]);
  });

  it("is so whatever the mark says, and stays so for an invented token or none", async () => {
    for (const mark of ["", "0", "false"])
      expect(await staffOfBrowser(left((await signedIn(staff)).token, mark), testOrigin)).toBeNull();
    expect(await staffOfBrowser(left("invented"), testOrigin)).toBeNull();
    expect(await staffOfBrowser(jar({ [leftCookie]: "1" }), testOrigin)).toBeNull();
  });

  it("leaves the other sessions of the same person alone", async () => {
    const phone = await signedIn(staff);
    const laptop = await signedIn(staff);
    await staffOfBrowser(left(phone.token), testOrigin);
    expect(await staffOfToken(laptop.token)).not.toBeNull();
  });

  it("keeps the mark for longer than any session, for our host alone", () => {
    expect(leaves).toMatch(/^__Host-left=1; Max-Age=43200; Path=\/; Secure; SameSite=Lax$/);
    expect(returns).toMatch(/^__Host-left=; Max-Age=0; Path=\/; Secure; SameSite=Lax$/);
  });
});

describe("the doors", () => {
  const done = (name: "draft.save" | "session.revoke" | "need.add") =>
    defineCommand({
      name,
      input: z.strictObject({}),
      output: z.strictObject({}),
      load: async () => ({}),
      allow: () => true,
      run: async () => ({ result: {}, events: [{ entity: "test", entityId: null }] }),
    });
  const query = defineQuery({
    name: "me.get",
    input: z.strictObject({}),
    output: z.strictObject({}),
    run: async () => ({}),
  });
  const origin = "http://localhost:3000";
  const from = (method: string, token: string) =>
    callOf(
      new Request(`${origin}/api/x`, {
        method,
        headers: {
          origin,
          "content-type": "application/json",
          cookie: `${leftCookie}=1; ${sessionCookie}=${token}`,
        },
        ...(method === "POST" && { body: "{}" }),
      }),
    );

  it.each(["draft.save", "session.revoke"] as const)("still take the last words: %s", async (name) => {
    const { token } = await signedIn(staff);
    expect((await answerCommand(done(name), from("POST", token))).status).toBe(200);
    expect(await staffOfToken(token)).not.toBeNull();
  });

  it("take nothing else, and end the session", async () => {
    for (const ask of [
      (token: string) => answerCommand(done("need.add"), from("POST", token)),
      (token: string) => answerCommand(undefined, from("POST", token)),
      (token: string) => answerQuery(query, from("GET", token)),
    ]) {
      const { token } = await signedIn(staff);
      expect((await ask(token)).status).toBe(401);
      expect(await staffOfToken(token)).toBeNull();
    }
  });
});

describe("signing in again on the same browser", () => {
  it("ends the former session, if there is one", async () => {
    const { token, actor } = await signedIn(staff);
    await endFormerSession(jar({ [sessionCookie]: token }), testOrigin);
    expect(await staffOfToken(token)).toBeNull();
    expect(await ends(actor)).toHaveLength(1);
    await endFormerSession(jar({ [sessionCookie]: token }), testOrigin);
    await endFormerSession(jar({}), testOrigin);
    expect(await ends(actor)).toHaveLength(1);
  });
});
