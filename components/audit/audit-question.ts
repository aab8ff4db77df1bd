import type { z } from "zod";
import {
  type auditFilter,
  auditFilter as filter,
  auditQuestions,
  fieldNeeded,
  questionFields,
} from "@/lib/audit/schema";
import { parseCaseCode } from "@/lib/cases/code";

const fields = ["question", "actorId", "action", "kind", "caseCode", "day", "from", "to", "after"] as const;
export type Field = (typeof fields)[number];
/** What can be asked without one of the questions. */
const anything = ["actorId", "kind", "action", "caseCode", "from", "to"] as const;

type Asked = z.input<typeof auditFilter>;

/** A question to the trail as its address has it: `asked` goes to the query unless some fields are `wrong` or one is `missing`. */
export type AuditQuestion = {
  typed: Partial<Record<Field, string>>;
  asked: Asked;
  /** The fields that this question has, in their order. */
  fields: readonly Field[];
  wrong: ReadonlySet<Field>;
  missing: Field | null;
};

export function auditQuestion(params: Record<string, string | string[] | undefined>): AuditQuestion {
  const given = (field: Field) => {
    const value = params[field];
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const question = auditQuestions.find((one) => one === given("question"));
  const own: readonly Field[] = question ? questionFields[question] : anything;
  const typed: AuditQuestion["typed"] = {};
  for (const field of ["question", ...own, "after"] as const) {
    const value = given(field);
    if (value !== undefined && (field !== "question" || question)) typed[field] = value;
  }
  const code = typed.caseCode === undefined ? undefined : parseCaseCode(typed.caseCode);
  const asked = { ...typed, ...(code && { caseCode: code }) } as Asked;
  const needed = question && fieldNeeded[question];
  const missing = needed && typed[needed] === undefined ? needed : null;
  const wrong = new Set(
    (filter.safeParse(asked).error?.issues ?? [])
      .map(({ path }) => path[0] as Field)
      .filter((field) => field !== missing),
  );
  if (code === null) wrong.add("caseCode");
  return { typed, asked, fields: own, wrong, missing };
}

/** The address of a question, without `after` that of its newest page. */
export function auditHref(asked: Partial<Record<Field, unknown>>, page = "/admin/audit"): string {
  const search = new URLSearchParams(
    fields.flatMap((field) => (typeof asked[field] === "string" ? [[field, asked[field]]] : [])),
  );
  return search.size > 0 ? `${page}?${search}` : page;
}
