import type { AuditKind, AuditRow } from "@/lib/audit/schema";

type Act = Pick<AuditRow, "action" | "detail"> & {
  kind: AuditKind;
  outcome: string;
  subject?: string | null;
  caseCode?: string | null;
};
type Values = Record<string, string | number>;

/**
 * Every word that an audit sentence may speak of, and what it is when an event does not say: `none` (to be caught by an
 * ICU select) or 0. `subject` is a colleague or partner, `caseCode` a case, `question` what the trail was asked; the rest come from an event's detail.
 */
export const sentenceWords = {
  subject: "none",
  caseCode: "none",
  question: "none",
  count: 0,
  sessions: 0,
  openCases: 0,
  ended: 0,
} as const;

/**
 * The sentence of an act after the actor's name: a key of `messages/<locale>/audit.json` and the values for it.
 * What was refused or failed has a sentence of its own, "tried to …".
 */
export function sentenceOf({ action, kind, outcome, subject, caseCode, detail }: Act): {
  key: string;
  values: Values;
} {
  const refused = kind === "denied" || outcome === "denied";
  const told: [string, unknown][] = Object.entries({ ...detail, subject, caseCode });
  const said = told.filter(
    ([word, value]) => word in sentenceWords && ["string", "number"].includes(typeof value),
  );
  return {
    key: `${refused ? "attempt" : "action"}.${action}`,
    values: { ...sentenceWords, ...(Object.fromEntries(said) as Values) },
  };
}

/** Acts that no permission stands for: signing in, accepting an invitation, setting up from the command line. */
export const otherActions = [
  "session.open",
  "session.elevate",
  "invitation.accept",
  "invitation.resetPassword",
  "setup",
] as const;
