"use client";

import { useCallback, useEffect, useState } from "react";
import { newCommandKey, postCommand } from "@/components/forms/post-command";
import type { Revealed } from "@/lib/cases/revealing/schema";
import type { Revealable, RevealReason } from "@/lib/people/schema";

/** The hidden values of a person that can be corrected. */
export type Recorded = Pick<Revealed, "preferredName" | "names" | "contacts" | "documents" | "birthDate">;

const shownFor = 5 * 60_000;

/**
 * Opens what is recorded of a person so that it can be corrected, one recorded look for each kind. It leaves the page after
 * five minutes, when the tab is hidden and on a quick exit.
 */
export function useRecorded(caseId: string, kinds: readonly Revealable[]) {
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const [state, setState] = useState<"idle" | "busy" | "shown" | "hidden" | "failed">("idle");

  const hide = useCallback(() => {
    setRecorded(null);
    setState("hidden");
  }, []);

  async function show(reason: RevealReason) {
    setState("busy");
    const all: Recorded = {};
    for (const what of kinds) {
      const answer = await postCommand<Recorded>(
        "person.reveal",
        { caseId, what, reason },
        { key: newCommandKey() },
      );
      if (!answer.ok) return setState("failed");
      Object.assign(all, answer.result);
    }
    setRecorded(all);
    setState("shown");
  }

  useEffect(() => {
    if (state !== "shown") return;
    const onVisibility = () => document.hidden && hide();
    const timer = setTimeout(hide, shownFor);
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("pagehide", hide);
    window.addEventListener("exit-quickly", hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("exit-quickly", hide);
    };
  }, [state, hide]);

  return { recorded, state, show, hide };
}
