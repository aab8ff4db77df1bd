"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Chevron } from "@/components/ui/chevron";
import { Status } from "@/components/ui/status";
import type { Messages } from "@/lib/core/messages";
import { announce } from "./announcement";

export type Delay = { label: string; until: string };

type Words = Messages["day"]["screen"]["actions"];
type Props = {
  taskId: string;
  version: number;
  /** The task in words, for those who hear the buttons. */
  what: string;
  delays: readonly Delay[];
  words: Words;
  /** Where the task is done. */
  children: ReactNode;
};

const reasons: Record<string, "changed" | "offline" | "signedOut"> = {
  CONFLICT: "changed",
  NOT_FOUND: "changed",
  OFFLINE: "offline",
  UNAUTHENTICATED: "signedOut",
};

/** Done, or later until a day. Either takes the card away, says so, and leads focus back to the list. */
export function TaskActions({ taskId, version, what, delays, words, children }: Props) {
  const router = useRouter();
  const finish = useCommand("task.finish");
  const postpone = useCommand("task.postpone");
  const [choosing, setChoosing] = useState(false);
  const [gone, setGone] = useState(false);
  const busy = finish.busy || postpone.busy || gone;
  const failure = finish.failure ?? postpone.failure;

  async function run(command: typeof finish, body: object, said: string) {
    if ((await command.send({ taskId, version, ...body })) === null) return;
    setGone(true);
    announce(said.replace("{what}", what));
    router.refresh();
  }

  return (
    <>
      {children}
      <Button
        type="button"
        variant="plain"
        size="small"
        busy={busy}
        busyLabel={words.finishing}
        aria-label={busy ? undefined : `${words.done}: ${what}`}
        onClick={() => void run(finish, {}, words.wasDone)}
      >
        {words.done}
      </Button>
      <Button
        type="button"
        variant="plain"
        size="small"
        aria-label={`${words.later}: ${what}`}
        aria-expanded={choosing}
        onClick={() => setChoosing(!choosing)}
      >
        {words.later}
        <Chevron to="down" />
      </Button>
      {choosing && (
        <div role="group" aria-label={words.laterTitle} className="flex w-full flex-wrap items-center gap-2">
          <span className="w-full text-sm text-ink-2">{words.laterTitle}</span>
          {delays.map(({ label, until }) => (
            <Button
              key={until}
              type="button"
              variant="quiet"
              size="small"
              onClick={() => void run(postpone, { until }, words.wasPutOff)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      <div className="w-full empty:hidden">
        <Status tone="attention">{failure && words[reasons[failure.code] ?? "failed"]}</Status>
      </div>
    </>
  );
}
