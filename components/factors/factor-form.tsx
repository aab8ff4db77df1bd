"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { keepTyped } from "@/components/forms/keep-typed";
import type { CommandAnswer } from "@/components/forms/post-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import type { Factor, FactorProof, Shown } from "@/lib/users/factors/schema";
import type { FactorWords } from "./factor-words";
import { showFactor, signWithPasskey } from "./show-factor";

type Problem = keyof FactorWords;
type Outcome = Shown & { by: Factor };
type State = { problem: Problem | null; attempt: number; shown: Outcome | null };
/** What this person can show. */
export type Ways = { passkey: boolean; totp: boolean; recovery: boolean };
type Props = { words: FactorWords; ways: Ways; onShown: (shown: Outcome) => void };

/** Asks for what only this person has: a passkey when there is one, a code, or a recovery code. */
export function FactorForm({ words, ways, onShown }: Props) {
  const [way, setWay] = useState<"totp" | "recovery">(ways.totp ? "totp" : "recovery");
  const [typing, setTyping] = useState(ways.totp || !ways.passkey);
  const [waiting, setWaiting] = useState(false);
  const [state, act, busy] = useActionState(
    async (before: State, proof: () => Promise<FactorProof | Problem>): Promise<State> => {
      if (before.shown) return before;
      const given = await proof();
      const outcome = typeof given === "string" ? given : outcomeOf(given, await showFactor(given));
      const attempt = before.attempt + 1;
      return typeof outcome === "string"
        ? { problem: outcome, attempt, shown: null }
        : { problem: null, attempt, shown: outcome };
    },
    { problem: null, attempt: 0, shown: null },
  );
  const { problem, attempt, shown } = state;
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown) onShown(shown);
    else if (attempt > 0) told.current?.focus();
    // Once for each attempt: what is done with it may change meanwhile.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown, attempt]);

  const askDevice = async (): Promise<FactorProof | Problem> => {
    setWaiting(true);
    const signed = await signWithPasskey("verify").finally(() => setWaiting(false));
    if (signed.ok) return { passkey: signed.answer };
    return signed.why === "unsupported" ? "passkeyMissing" : "passkeyWrong";
  };
  return (
    <div className="flex flex-col gap-6">
      {problem && (
        <div ref={told} tabIndex={-1} className="scroll-mt-20">
          <Notice tone="attention" live>
            {words[problem]}
          </Notice>
        </div>
      )}
      {ways.passkey && (
        <form action={() => act(askDevice)} className="flex flex-col gap-2">
          <div>
            <Button busy={waiting || Boolean(shown)} busyLabel={words.passkeyBusy}>
              {words.passkey}
            </Button>
          </div>
          <p className="text-sm text-ink-2">{words.passkeyLead}</p>
        </form>
      )}
      {typing && (
        <form
          action={(form) => act(async () => proofOf(way, String(form.get("code"))))}
          onReset={keepTyped}
          className="flex flex-col gap-4"
        >
          {ways.passkey && <p className="font-semibold">{words.or}</p>}
          <TextField
            key={way}
            name="code"
            dir="ltr"
            label={way === "totp" ? words.code : words.recovery}
            hint={way === "totp" ? words.codeHint : words.recoveryHint}
            inputMode={way === "totp" ? "numeric" : "text"}
            autoComplete={way === "totp" ? "one-time-code" : "off"}
            autoCapitalize="off"
            spellCheck={false}
            autoFocus={!ways.passkey}
            required
            width={way === "totp" ? "short" : "medium"}
          />
          <div>
            <Button
              variant={ways.passkey ? "quiet" : "primary"}
              busy={(busy && !waiting) || Boolean(shown)}
              busyLabel={words.busy}
            >
              {words.submit}
            </Button>
          </div>
        </form>
      )}
      {ways.recovery && (way === "totp" || !typing) && (
        <div className="-mx-2">
          <Button
            type="button"
            variant="plain"
            onClick={() => {
              setWay("recovery");
              setTyping(true);
            }}
          >
            {words.useRecovery}
          </Button>
        </div>
      )}
      {ways.totp && way === "recovery" && (
        <div className="-mx-2">
          <Button type="button" variant="plain" onClick={() => setWay("totp")}>
            {words.useCode}
          </Button>
        </div>
      )}
    </div>
  );
}

const proofOf = (way: "totp" | "recovery", code: string): FactorProof =>
  way === "totp" ? { totp: code } : { recovery: code };

/** What was learned, or the sentence that says why nothing was. */
function outcomeOf(given: FactorProof, answer: CommandAnswer<Shown>): Outcome | Problem {
  if (answer.ok) return { ...answer.result, by: Object.keys(given)[0] as Factor };
  const { code, fields = {} } = answer;
  if (code === "INVALID")
    return "totp" in fields ? "codeWrong" : "recovery" in fields ? "recoveryWrong" : "passkeyWrong";
  if (code === "RATE_LIMITED") return "slow";
  if (code === "UNAUTHENTICATED") return "over";
  return code === "CONFLICT" ? "passkeyNeeded" : "failed";
}
