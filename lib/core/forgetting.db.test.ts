import { beforeAll, expect, it } from "vitest";
import { handlers } from "@/lib/core/forgetting";
import { newId } from "@/lib/core/ids";
import { useDatabase } from "@/lib/testing/database";
import { makeOrganisation, makeStaff, testOrigin } from "@/lib/testing/staff";
import { withContext } from "@/lib/core/context";
import type { Staff } from "@/lib/core/actor";

const database = useDatabase();
let staff: Staff;

beforeAll(async () => {
  staff = await makeStaff(database.ownerUrl, await makeOrganisation(database.ownerUrl), "caseworker");
});

const keys = () =>
  withContext("test", staff, "ReadCommitted", async ({ db }) =>
    (await db.idempotentAnswer.findMany({ select: { key: true } })).map(({ key }) => key).sort(),
  );

it("forgets kept answers after a week, and none before", async () => {
  const row = (key: string, daysAgo: number) => ({
    organisationId: staff.organisationId,
    actorId: staff.userId,
    key,
    command: "note.add",
    bodyHash: Buffer.from(newId()),
    createdAt: new Date(Date.now() - daysAgo * 24 * 3_600_000),
  });
  await withContext("test", staff, "ReadCommitted", ({ db }) =>
    db.idempotentAnswer.createMany({ data: [row("yesterday", 1), row("last-week", 8)] }),
  );
  expect(await keys()).toEqual(["last-week", "yesterday"]);
  await handlers[0].handle({}, testOrigin);
  expect(await keys()).toEqual(["yesterday"]);
});
