import type { SyntheticEvent } from "react";

/** For `onReset` of a form with an action: React empties it afterwards; what was typed stays, to put a slip right. */
export function keepTyped(event: SyntheticEvent): void {
  event.preventDefault();
}
