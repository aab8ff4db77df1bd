import type { Branch } from "@/lib/intake/questions";

export type StopKind = Branch["to"];

/** Where in a draft somebody stands; all of it is in the address, so that Back and reloading work. */
export type Place = {
  /** Key of a screen, or `check`. */
  screen: string;
  /** A page that comes before going on, opened by an answer on that screen. */
  stop: StopKind | null;
  /** Came from the check page, and goes back there. */
  fromCheck: boolean;
};

/** What the address of a new draft carries until the draft exists. */
export type Beginning = { level: string; caseId: string | null };

/** The address of a place in a draft. */
export function hrefOf(
  draftId: string,
  { screen, stop, fromCheck }: Place,
  beginning: Beginning | null,
): string {
  const search = new URLSearchParams({
    ...(beginning && { level: beginning.level }),
    ...(beginning?.caseId && { case: beginning.caseId }),
    ...(fromCheck && { from: "check" }),
    ...(stop && { stop }),
  }).toString();
  return `/people/new/${draftId}/${screen}${search && `?${search}`}`;
}

/** The place that an address means; null for an address outside the draft. */
export function placeAt(draftId: string, address: { pathname: string; search: string }): Place | null {
  const [, screen] = address.pathname.split(`/people/new/${draftId}/`);
  if (!screen) return null;
  const search = new URLSearchParams(address.search);
  const stop = search.get("stop");
  return { screen, stop: isStop(stop) ? stop : null, fromCheck: search.get("from") === "check" };
}

function isStop(word: string | null): word is StopKind {
  return word === "medic" || word === "child";
}
