"use client";

import { useEffect, useRef, useState } from "react";
import { postCommand } from "@/components/forms/post-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Words = Record<"title" | "body" | "stop" | "stopping" | "stopped" | "failed", string>;

/** Over every page of whoever is said to have lost everything, until it has happened or they have stopped it. */
export function ResetBanner({ resetId, words }: { resetId: string; words: Words }) {
  const [state, setState] = useState<"idle" | "busy" | "stopped" | "failed">("idle");
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state === "stopped" || state === "failed") told.current?.focus();
  }, [state]);
  async function stop() {
    setState("busy");
    const answer = await postCommand("factorReset.cancel", { resetId });
    setState(answer.ok || answer.code === "NOT_FOUND" ? "stopped" : "failed");
  }
  return (
    <div className="mx-auto w-full max-w-page px-4 pt-4 md:px-6 print:hidden">
      <div ref={told} tabIndex={-1}>
        {state === "stopped" ? (
          <Notice tone="done" live>
            {words.stopped}
          </Notice>
        ) : (
          <Notice
            tone="act"
            title={words.title}
            actions={
              <Button
                type="button"
                variant="quiet"
                size="small"
                busy={state === "busy"}
                busyLabel={words.stopping}
                onClick={stop}
              >
                {words.stop}
              </Button>
            }
          >
            {words.body}
            <span role="status" className="block">
              {state === "failed" && words.failed}
            </span>
          </Notice>
        )}
      </div>
    </div>
  );
}
