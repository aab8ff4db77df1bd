import { withSearch } from "@/lib/core/search";

/** What was just done about a record, said once on the page that one comes back to. */
export const deeds = [
  "ask",
  "answer",
  "restrict",
  "allow",
  "hold",
  "extend",
  "lift",
  "keep",
  "clear",
  "erase",
  "correct",
  "stop",
] as const;
export type Deed = (typeof deeds)[number];

export function isDeed(value: unknown): value is Deed {
  return deeds.includes(value as Deed);
}

/** Pages of one record on which something is done about it; each is named after what the actor may do. */
export const acts = [
  "ask",
  "copy",
  "correct",
  "restrict",
  "allow",
  "hold",
  "keep",
  "clear",
  "erase",
] as const;
export type Act = (typeof acts)[number];

export function hrefOfAct(caseId: string, act: Act, from?: "list"): string {
  return withSearch(`/cases/${caseId}/kept/${act}`, { from });
}

/** Where one goes back to: to the list of files whose time is over when one came from there. */
export function hrefBack(caseId: string, from?: string): string {
  return from === "list" ? "/retention" : `/cases/${caseId}/kept`;
}

/** The same, saying what was done. */
export function hrefAfter(caseId: string, done: Deed, from?: string): string {
  return withSearch(hrefBack(caseId, from), { done });
}
