import { beforeAll, describe, expect, it } from "vitest";
import { authOptions, signIn } from "@/lib/core/auth";
import { newId } from "@/lib/core/ids";
import { hashPassword } from "@/lib/core/passwords";
import { staffOfToken } from "@/lib/core/sessions";
import { useDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/owner";
import { insertAsOwner, makeOrganisation, type TestOrganisation, testOrigin } from "@/lib/testing/staff";

const database = useDatabase();
const password = "a long and calm sentence";
let passwordHash: string;
let organisation: TestOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation(database.ownerUrl);
  passwordHash = await hashPassword(password);
});

async function account({
  email = `${newId()}@example.org`,
  status = "active",
  organisationId = organisation.id,
  hash = passwordHash as string | null,
} = {}) {
  const userId = newId();
  const row = {
    organisation_id: organisationId,
    id: userId,
    email,
    display_name: "Dara",
    role: "caseworker",
    status,
    password_hash: hash,
  };
  await insertAsOwner(database.ownerUrl, organisationId, [{ table: "user_account", covering: userId, row }]);
  return { email, userId, organisationId };
}

/** Each test comes from a network of its own, so that their tries are counted apart. */
const from = (network: string) => ({ ...testOrigin, network });

describe("signing in", () => {
  it("opens the account that e-mail address and password fit", async () => {
    const { email, userId } = await account();
    expect(await signIn({ email: `  ${email.toUpperCase()} `, password }, from("a"))).toEqual({
      organisationId: organisation.id,
      userId,
    });
  });

  it("gives one and the same answer to every mistake", async () => {
    const { email } = await account();
    const closed = await account({ status: "deactivated" });
    const invited = await account({ status: "invited", hash: null });
    for (const attempt of [
      { email, password: "a long and wrong sentence" },
      { email: "nobody@example.org", password },
      { email: closed.email, password },
      { email: invited.email, password },
      { email, password: "" },
      { email: `${email}\u0000`, password },
      { email: "x".repeat(400), password },
      { email: [email], password },
      {},
      null,
    ]) {
      expect(await signIn(attempt, from("b"))).toBeNull();
    }
  });

  it("writes a failure down for the account, if there is one", async () => {
    const { email, userId } = await account();
    await signIn({ email, password: "wrong" }, from("c"));
    await signIn({ email: "nobody-at-all@example.org", password: "wrong" }, from("c"));
    const failures = (await eventsOf(database.ownerUrl, organisation.id, "session.open")).filter(
      ({ network }) => network === "c",
    );
    expect(failures).toEqual([
      expect.objectContaining({ kind: "auth", outcome: "denied", actor_id: userId, entity_id: userId }),
    ]);
  });

  it("is slowed after ten wrong passwords, for right ones too, and not for others", async () => {
    const { email } = await account();
    const other = await account();
    for (let i = 0; i < 10; i++) expect(await signIn({ email, password: "wrong" }, from("d"))).toBeNull();
    for (const attempt of ["wrong", password])
      await expect(signIn({ email, password: attempt }, from("d"))).rejects.toMatchObject({
        code: "RATE_LIMITED",
        params: { minutes: 15 },
      });
    expect(await signIn({ email: other.email, password }, from("d"))).not.toBeNull();
  });

  it("slows addresses that do not exist just the same", async () => {
    const attempt = () => signIn({ email: "ghost@example.org", password: "wrong" }, from("e"));
    for (let i = 0; i < 10; i++) expect(await attempt()).toBeNull();
    await expect(attempt()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("forgets the mistakes before a success", async () => {
    const { email } = await account();
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) await signIn({ email, password: "wrong" }, from("f"));
      expect(await signIn({ email, password }, from("f"))).not.toBeNull();
    }
  });

  it("finds the right one of two organisations by the password", async () => {
    const second = await makeOrganisation(database.ownerUrl);
    const { email } = await account();
    const other = await account({
      email,
      organisationId: second.id,
      hash: await hashPassword("another calm sentence"),
    });
    expect(await signIn({ email, password: "another calm sentence" }, from("g"))).toEqual({
      organisationId: second.id,
      userId: other.userId,
    });
    expect(await signIn({ email, password }, from("g"))).toMatchObject({ organisationId: organisation.id });
  });
});

describe("next-auth", () => {
  it("carries an opaque token that our own session row answers for", async () => {
    const { userId } = await account();
    const { encode, decode } = authOptions().jwt as Required<
      NonNullable<ReturnType<typeof authOptions>["jwt"]>
    >;
    const secret = "unused";
    const token = await encode({
      token: { sub: userId, organisationId: organisation.id, origin: testOrigin },
      secret,
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await decode({ token, secret })).toEqual({ sub: userId, opaque: token });
    expect(await encode({ token: { sub: userId, opaque: token }, secret })).toBe(token);
    expect(await staffOfToken(token)).toMatchObject({ userId });
    expect(await decode({ token: "x", secret })).toBeNull();
  });
});
