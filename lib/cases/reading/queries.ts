import "server-only";
import { z } from "zod";
import { caseSql, timelineSql } from "@/lib/cases/reading/sql";
import {
  type CaseOut,
  caseOut,
  timelineEntry,
  timelineInput,
  timelineKinds,
  timelineOutput,
} from "@/lib/cases/reading/schema";
import { listViewed } from "@/lib/core/audit";
import { unseal, unwrapDataKey } from "@/lib/core/crypto";
import { cursorOf } from "@/lib/core/cursor";
import { id } from "@/lib/core/fields";
import { defineHotQuery } from "@/lib/core/read";
import { isChild } from "@/lib/people/child";
import { openInitials, type SealedInitials } from "@/lib/people/initials";

type CaseBody = Omit<CaseOut, "person" | "goal"> & {
  goalSealed: string | null;
  key: string | null;
  person: Omit<CaseOut["person"], "initials" | "isChild"> & { initials: SealedInitials };
};

/** `case.get`: one case with all that its page shows. Names, contacts and private answers stay shut; leaves a view event. */
export const getCase = defineHotQuery({
  name: "case.get",
  input: z.strictObject({ caseId: id }),
  output: caseOut,
  event: ({ caseId }) => ({ entity: "case", entityId: caseId, caseId }),
  statement: (actor, { caseId }) => ({
    text: caseSql,
    values: [actor.organisationId, caseId],
  }),
  shape: ({ goalSealed, key, person, ...body }: CaseBody, { organisationId }): CaseOut =>
    withIsoTimes({
      ...body,
      goal: goalOf(organisationId, body.id, goalSealed, key),
      person: {
        ...person,
        initials: openInitials(organisationId, person.id, person.initials),
        isChild: isChild(person),
      },
    }),
});

type TimelineBody = z.output<typeof timelineEntry>[];

/** `case.timeline`: what was done on a case and who looked, newest first, from the audit trail. */
export const getTimeline = defineHotQuery({
  name: "case.timeline",
  input: timelineInput,
  output: timelineOutput,
  event: (filter) => listViewed("case", filter),
  told: { count: "json_array_length(answer.body)" },
  statement(actor, { caseId, kind = [...timelineKinds], after, limit }) {
    const values = [actor.organisationId, caseId, kind, limit + 1, ...(after ?? [null, null])];
    return { text: timelineSql, values };
  },
  shape(rows: TimelineBody, _actor, { limit }) {
    const entries = withIsoTimes(rows.slice(0, limit));
    const last = entries.at(-1);
    return { entries, next: last && rows.length > limit ? cursorOf(last.at, last.id) : null };
  },
});

function goalOf(
  organisationId: string,
  caseId: string,
  sealed: string | null,
  key: string | null,
): string | null {
  if (sealed === null || key === null) return null;
  const dataKey = unwrapDataKey(organisationId, Buffer.from(key, "base64"), caseId);
  return unseal(dataKey, Buffer.from(sealed, "base64"), {
    table: "case_file",
    column: "goal_sealed",
    row: caseId,
  });
}

/** PostgreSQL writes times in the zone of its session; answers carry them in UTC. Such fields end in `At` or are `at`. */
function withIsoTimes<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withIsoTimes) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, field]) => [
    key,
    typeof field === "string" && /(^at|At)$/.test(key) ? new Date(field).toISOString() : withIsoTimes(field),
  ]);
  return Object.fromEntries(entries) as T;
}
