"use client";

import { useEffect, useState } from "react";
import { type Beginning, hrefOf, type Place, placeAt } from "./place";

/**
 * Moves between the screens of a draft without asking the server, so that a lost connection stops nobody; the address
 * follows, and the browser's own Back and Forward work.
 */
export function usePlace(draftId: string, start: Place, beginning: Beginning | null) {
  const [place, setPlace] = useState(start);

  useEffect(() => {
    const onBack = () => {
      const there = placeAt(draftId, location);
      if (there) setPlace(there);
    };
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, [draftId]);

  function go(there: Place) {
    history.pushState(null, "", hrefOf(draftId, there, beginning));
    setPlace(there);
  }

  return { place, go, hrefTo: (there: Place) => hrefOf(draftId, there, beginning) };
}
