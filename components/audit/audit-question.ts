import type { z } from "zod";
import { auditFilter } from "@/lib/audit/schema";
import { parseCaseCode } from "@/lib/cases/code";

const fields = ["actorId", "action", "kind", "caseCode", "from", "to", "after"] as const;
type Field = (typeof fields)[number];

/** A question to the trail as its address has it: `asked` goes to the query unless some fields are `wrong`. */
export type AuditQuestion = {
  typed: Partial<Record<Field, string>>;
  asked: z.input<typeof auditFilter>;
  wrong: ReadonlySet<Field>;
};

export function auditQuestion(params: Record<string, string | string[] | undefined>): AuditQuestion {
  const typed: AuditQuestion["typed"] = {};
  for (const field of fields) {
    const value = params[field];
    if (typeof value === "string" && value.trim() !== "") typed[field] = value.trim();
  }
  const code = typed.caseCode === undefined ? undefined : parseCaseCode(typed.caseCode);
  const asked = { ...typed, ...(code && { caseCode: code }) } as AuditQuestion["asked"];
  const { error } = auditFilter.safeParse(asked);
  const wrong = new Set((error?.issues ?? []).map(({ path }) => path[0] as Field));
  if (code === null) wrong.add("caseCode");
  return { typed, asked, wrong };
}

/** The address of a question, without `after` that of its newest page. */
export function auditHref(asked: Partial<Record<Field, unknown>>): string {
  const search = new URLSearchParams(
    fields.flatMap((field) => (typeof asked[field] === "string" ? [[field, asked[field]]] : [])),
  );
  return search.size > 0 ? `/admin/audit?${search}` : "/admin/audit";
}
