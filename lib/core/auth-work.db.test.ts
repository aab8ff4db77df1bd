import { verify } from "@node-rs/argon2";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { signIn } from "@/lib/core/auth";
import { newId } from "@/lib/core/ids";
import { hashPassword } from "@/lib/core/passwords";
import { useDatabase } from "@/lib/testing/database";
import { insertAsOwner, makeOrganisation, testOrigin } from "@/lib/testing/staff";

vi.mock("@node-rs/argon2", async (load) => {
  const real = await load<typeof import("@node-rs/argon2")>();
  return { ...real, verify: vi.fn(real.verify) };
});

const database = useDatabase();
const emails: Record<string, string> = {};

beforeAll(async () => {
  const organisation = await makeOrganisation(database.ownerUrl);
  const password_hash = await hashPassword("a long and calm sentence");
  for (const status of ["active", "deactivated", "invited"]) {
    const [organisation_id, id] = [organisation.id, newId()];
    emails[status] = `${id}@example.org`;
    const row = {
      organisation_id,
      id,
      email: emails[status],
      display_name: "Dara",
      role: "caseworker",
      status,
      password_hash: status === "invited" ? null : password_hash,
    };
    await insertAsOwner(database.ownerUrl, organisation_id, [{ table: "user_account", covering: id, row }]);
  }
});
beforeEach(() => void vi.mocked(verify).mockClear());

it.each(["active", "deactivated", "invited", "unknown"])(
  "a wrong password costs one verification of the same price for an account that is %s",
  async (status) => {
    const email = emails[status] ?? "nobody@example.org";
    expect(await signIn({ email, password: "a wrong sentence" }, testOrigin)).toBeNull();
    const prices = vi
      .mocked(verify)
      .mock.calls.map(([stored]) => /^(\$argon2id\$v=19\$[^$]+)\$/.exec(String(stored))![1]);
    expect(prices).toEqual(["$argon2id$v=19$m=65536,t=3,p=1"]);
  },
);
