"use client";

import { useEffect, useRef, useState } from "react";
import { Button, buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useSession } from "./use-session";

type Words = {
  oneMinute: string;
  twoMinutes: string;
  why: string;
  stay: string;
  dayOver: string;
  overTitle: string;
  overBody: string;
  overTyped: string;
  signIn: string;
};

export type SessionWatchProps = {
  userId: string;
  /** Milliseconds that the session had left when the page was made. */
  left: number;
  words: Words;
  exit: { label: string; href: string };
};

/** Says calmly when the session is about to end, covers the page once it has, and while its tab is away. */
export function SessionWatch({ userId, left, words, exit }: SessionWatchProps) {
  const { minutes, moves, stay } = useSession(userId, left);
  useEffect(() => {
    const cover = () => document.documentElement.toggleAttribute("data-away", document.hidden);
    document.addEventListener("visibilitychange", cover);
    return () => document.removeEventListener("visibilitychange", cover);
  }, []);
  return (
    <>
      <div
        role="status"
        className="pointer-events-none fixed inset-x-4 bottom-[calc(var(--tab-bar,0px)+5.25rem)] z-30 flex justify-center md:bottom-6 print:hidden"
      >
        {minutes !== null && minutes > 0 && (
          <div className="pointer-events-auto w-full max-w-xl rounded-md bg-surface">
            <Notice
              tone="attention"
              title={minutes === 1 ? words.oneMinute : words.twoMinutes}
              actions={
                moves && (
                  <Button type="button" size="small" onClick={() => void stay()}>
                    {words.stay}
                  </Button>
                )
              }
            >
              {moves ? words.why : words.dayOver}
            </Notice>
          </div>
        )}
      </div>
      {minutes === 0 && <SessionOver words={words} exit={exit} />}
    </>
  );
}

/** Covers everything. What was typed below stays: then signing in opens a tab of its own, and coming back uncovers. */
function SessionOver({ words, exit }: Pick<SessionWatchProps, "words" | "exit">) {
  const dialog = useRef<HTMLDialogElement>(null);
  const wayIn = useRef<HTMLAnchorElement>(null);
  const [typed, setTyped] = useState(false);
  useEffect(() => {
    setTyped(hasUnsentText());
    dialog.current?.showModal();
    wayIn.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-over"
      aria-describedby="session-over-why"
      onCancel={(event) => event.preventDefault()}
      onClose={(event) => event.currentTarget.showModal()}
      className="m-0 h-dvh max-h-none w-full max-w-none bg-paper text-ink"
    >
      <div className="mx-auto flex min-h-15 max-w-wide items-center justify-end px-4 py-1.5 md:px-6">
        <a
          href={exit.href}
          rel="noreferrer"
          data-exit-quickly=""
          className="flex min-h-12 items-center rounded-sm bg-exit px-4 font-semibold text-on-exit no-underline hover:underline lg:min-h-11"
        >
          {exit.label}
        </a>
      </div>
      <div className="mx-auto flex max-w-text flex-col items-start gap-6 px-4 pt-4 md:px-6 md:pt-8">
        <h2 id="session-over" className="text-2xl md:text-3xl">
          {words.overTitle}
        </h2>
        <p id="session-over-why">{typed ? words.overTyped : words.overBody}</p>
        <a
          ref={wayIn}
          href="/sign-in"
          target={typed ? "_blank" : undefined}
          rel="noopener"
          className={buttonClasses()}
        >
          {words.signIn}
        </a>
      </div>
    </dialog>
  );
}

function hasUnsentText(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    "main textarea, main form[method=post] input, main form:not([method]) input",
  );
  return [...fields].some(({ value, defaultValue }) => value !== defaultValue);
}
