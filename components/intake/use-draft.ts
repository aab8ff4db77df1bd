"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { newCommandKey, postCommand } from "@/components/forms/post-command";
import { getQuery } from "@/components/forms/get-query";
import { type Draft, DraftKeeper, type Line } from "./draft-keeper";

const line: Line = {
  // Kept alive, so that what was typed last still arrives when the page is left.
  save: (body, key) => postCommand("draft.save", body, { key, keepalive: true }),
  async load(draftId) {
    // Listed first: to ask for a draft that is not there would be noted as an attempt on somebody's.
    const list = await getQuery<{ drafts: { draftId: string }[] }>("draft.list", {});
    if (!list.ok) return list;
    const kept = list.result.drafts.some((draft) => draft.draftId === draftId);
    return kept ? getQuery("draft.get", { draftId }) : { ok: true, result: null };
  },
  newKey: newCommandKey,
};

/** A draft that saves itself while this page is open, and sends what is left when it goes away. */
export function useDraft(draft: Draft) {
  const [keeper] = useState(() => new DraftKeeper(draft, line));
  const kept = useSyncExternalStore(keeper.subscribe, keeper.now, keeper.now);

  useEffect(() => {
    let leaving = false;
    void keeper.check();
    const flush = () => void keeper.flush();
    const onHide = () => document.hidden && keeper.leave();
    const onLeave = () => keeper.leave();
    const onExit = () => {
      leaving = true;
      keeper.leave();
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (keeper.now().saving.kind === "unsaved" && !leaving) event.preventDefault();
    };
    window.addEventListener("online", flush);
    window.addEventListener("focus", flush);
    window.addEventListener("pagehide", onLeave);
    window.addEventListener("exit-quickly", onExit);
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      keeper.leave();
      window.removeEventListener("online", flush);
      window.removeEventListener("focus", flush);
      window.removeEventListener("pagehide", onLeave);
      window.removeEventListener("exit-quickly", onExit);
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("visibilitychange", onHide);
    };
  }, [keeper]);

  return { keeper, kept };
}
