"use client";

import { useEffect, useRef, useState } from "react";
import { signWithPasskey } from "@/components/factors/show-factor";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Problem = "wrong" | "slow" | "failed" | "unsupported";
type Words = Record<"passkey" | "busy" | Problem, string>;

/** Signs in with a passkey and nothing else: by this button, or from the e-mail field where the browser offers them. */
export function PasskeyButton({ words }: { words: Words }) {
  const [state, setState] = useState<"idle" | "busy" | Problem>("idle");
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void offerInField().then((outcome) => outcome && outcome !== "in" && setState(outcome));
  }, []);
  useEffect(() => {
    if (state !== "idle" && state !== "busy") told.current?.focus();
  }, [state]);

  async function ask() {
    setState("busy");
    const signed = await signWithPasskey("sign_in");
    // Closing the device's question is no mistake.
    if (!signed.ok) return setState(signed.why === "refused" ? "idle" : signed.why);
    const outcome = await enter(signed.answer);
    if (outcome !== "in") setState(outcome);
  }
  return (
    <div className="flex flex-col gap-4">
      {state !== "idle" && state !== "busy" && (
        <div ref={told} tabIndex={-1} className="scroll-mt-20">
          <Notice tone="attention" live>
            {words[state]}
          </Notice>
        </div>
      )}
      <div>
        <Button type="button" variant="quiet" busy={state === "busy"} busyLabel={words.busy} onClick={ask}>
          {words.passkey}
        </Button>
      </div>
    </div>
  );
}

/** Waits, where the browser can, until one of its passkeys is chosen in the e-mail field. */
async function offerInField(): Promise<"in" | Problem | null> {
  const can = await globalThis.PublicKeyCredential?.isConditionalMediationAvailable?.().catch(() => false);
  if (!can) return null;
  const signed = await signWithPasskey("sign_in", { autofill: true });
  return signed.ok ? enter(signed.answer) : null;
}

async function enter(passkey: object): Promise<"in" | Problem> {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const { ok, status } = await fetch("/api/auth/callback/passkey", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ csrfToken, passkey }),
    });
    if (!ok) return status === 401 ? "wrong" : status === 429 ? "slow" : "failed";
    location.assign("/");
    return "in";
  } catch {
    return "failed";
  }
}
