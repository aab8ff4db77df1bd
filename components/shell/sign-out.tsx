"use client";

import { useState } from "react";
import { postCommand } from "@/components/forms/post-command";
import { tellTabs } from "./session-channel";

/** Ends this session on the server, covers the other tabs of this browser, and leads to the sign-in page. */
export function SignOut({
  userId,
  words,
  className,
}: {
  userId: string;
  words: Record<"label" | "busy" | "failed", string>;
  /** Outside a menu, which looks after its own buttons. */
  className?: string;
}) {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");

  async function signOut() {
    setState("busy");
    const answer = await postCommand("session.revoke", {});
    if (!answer.ok && answer.code !== "UNAUTHENTICATED") return setState("failed");
    tellTabs({ userId, clock: null });
    sessionStorage.clear();
    location.replace("/sign-in");
  }

  return (
    <>
      <button
        type="button"
        data-stays=""
        className={className}
        aria-disabled={state === "busy"}
        onClick={state === "busy" ? undefined : signOut}
      >
        {state === "busy" ? words.busy : words.label}
      </button>
      <p role="status" className="px-3 text-sm text-attention not-empty:pb-2">
        {state === "failed" && words.failed}
      </p>
    </>
  );
}
