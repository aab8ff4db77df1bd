import type { Registered } from "./use-submission";

/** Drafts that became registrations since this window was loaded: the browser's Back must not open them again. */
const finished = new Map<string, Registered>();

export function rememberRegistered(draftId: string, registered: Registered): void {
  finished.set(draftId, registered);
}

/** What the draft became; undefined while it is one. */
export function registeredFrom(draftId: string): Registered | undefined {
  return finished.get(draftId);
}

/** What was found when the case was registered, if it was in this window. */
export function registeredAs(caseId: string): Registered | undefined {
  return [...finished.values()].find((registered) => registered.caseId === caseId);
}
