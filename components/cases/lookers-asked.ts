import { lookersInput } from "@/lib/cases/looking/schema";

const fields = ["kind", "from", "to", "after"] as const;
type Field = (typeof fields)[number];

/** What the address asks of the page "who has looked": `right` goes to the query, `wrong` needs another look. */
export type LookersAsked = {
  typed: Partial<Record<Field, string>>;
  right: Partial<Record<Field, string>>;
  wrong: ReadonlySet<Field>;
};

export function lookersAsked(params: Record<string, string | string[] | undefined>): LookersAsked {
  const typed: LookersAsked["typed"] = {};
  for (const field of fields) {
    const value = params[field];
    if (typeof value === "string" && value.trim() !== "") typed[field] = value.trim();
  }
  const { error } = lookersInput.omit({ caseId: true }).safeParse(typed);
  const wrong = new Set((error?.issues ?? []).map(({ path }) => path[0] as Field));
  const right = Object.fromEntries(Object.entries(typed).filter(([field]) => !wrong.has(field as Field)));
  return { typed, right, wrong };
}
