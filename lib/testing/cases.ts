import { loadKeys } from "@/lib/core/keys";
import { newDataKey, wrapDataKey } from "@/lib/core/crypto";
import { newCaseCode } from "@/lib/cases/code";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";
import { insertAsOwner } from "@/lib/testing/staff";

export type TestCase = { id: string; personId: string; code: string };

/** A bare active case assigned to `staff` in their first membership, without names or answers. For tests of what hangs on cases. */
export async function makeCase(
  ownerUrl: string,
  staff: Staff,
  over: Record<string, unknown> = {},
): Promise<TestCase> {
  const [membership] = staff.memberships;
  if (!membership) throw new Error("an administrator has no cases");
  const organisation_id = staff.organisationId;
  await loadKeys(organisation_id);
  const [id, personId, code] = [newId(), newId(), newCaseCode()];
  await insertAsOwner(ownerUrl, organisation_id, [
    {
      table: "person",
      covering: personId,
      row: { organisation_id, id: personId, preferred_language: "id", nationalities: ["ID"] },
    },
    {
      table: "case_file",
      covering: id,
      row: {
        organisation_id,
        id,
        code,
        person_id: personId,
        site_id: membership.siteId,
        team_id: membership.teamId,
        assignee_id: staff.userId,
        registered_by: staff.userId,
        status: "active",
        level: "l1",
        opened_at: new Date(),
        updated_at: new Date(),
        ...(over["status"] === "restricted" && {
          restricted_at: new Date(),
          restricted_because: "person_asked",
          status_before: "active",
        }),
        ...over,
      },
    },
    ...[
      { kind: "case", subject: id },
      { kind: "person", subject: personId },
    ].map(({ kind, subject }) => ({
      table: "sealing_key",
      covering: subject,
      row: { organisation_id, id: subject, kind, ...wrappedRow(organisation_id, subject) },
    })),
  ]);
  return { id, personId, code };
}

function wrappedRow(organisationId: string, subject: string) {
  const { wrapped, wrappedBy } = wrapDataKey(organisationId, newDataKey(), subject);
  return { wrapped: Buffer.from(wrapped), wrapped_by: wrappedBy };
}
