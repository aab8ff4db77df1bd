"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { getQuery } from "@/components/forms/get-query";
import { offerStepUp } from "@/components/forms/step-up";
import { Button } from "@/components/ui/button";
import type { OwnFactors } from "@/lib/users/factors/schema";
import type { Ways } from "./factor-form";
import type { FactorWords } from "./factor-words";

const FactorForm = dynamic(() => import("./factor-form").then((module) => module.FactorForm));

type Words = FactorWords & Record<"title" | "lead" | "cancel", string>;
type Asked = { ways: Ways; done: (shown: boolean) => void };

/**
 * Waits on every page for a command that wants a second factor just now, and asks for it over the form that sent it:
 * nothing moves, nothing typed is lost, and the focus goes back to the button that was pressed.
 */
export function StepUpDialog({ words }: { words: Words }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(
    () =>
      offerStepUp((done) => {
        void ownWays().then((ways) => (ways ? setAsked({ ways, done }) : done(false)));
      }),
    [],
  );
  useEffect(() => {
    if (asked && !dialog.current?.open) dialog.current?.showModal();
  }, [asked]);

  function finish(shown: boolean) {
    dialog.current?.close();
    asked?.done(shown);
    setAsked(null);
  }
  if (!asked) return null;
  return (
    <dialog
      ref={dialog}
      aria-labelledby="step-up"
      onCancel={(event) => {
        event.preventDefault();
        finish(false);
      }}
      className="m-auto w-[calc(100%-2rem)] max-w-lg rounded-lg border border-divider bg-paper p-4 text-ink md:p-6"
    >
      <div className="flex flex-col gap-4">
        <h2 id="step-up">{words.title}</h2>
        <p className="text-ink-2">{words.lead}</p>
        <FactorForm words={words} ways={asked.ways} onShown={() => finish(true)} />
        <div className="-mx-2">
          <Button type="button" variant="plain" onClick={() => finish(false)}>
            {words.cancel}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

async function ownWays(): Promise<Ways | null> {
  const answer = await getQuery<OwnFactors>("factor.list", {});
  if (!answer.ok) return null;
  const { passkeys, totp, needsPasskey, recoveryCodes } = answer.result;
  const weak = !needsPasskey;
  return {
    passkey: passkeys.length > 0,
    totp: weak && totp !== null,
    recovery: weak && recoveryCodes.left > 0,
  };
}
