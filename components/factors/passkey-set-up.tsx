"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureReasons } from "@/components/forms/failure-words";
import { keepTyped } from "@/components/forms/keep-typed";
import { useCommand } from "@/components/forms/use-command";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { TextField } from "@/components/ui/text-field";
import type { Enrolment, SignInStep } from "@/lib/users/factors/schema";
import { CodesScreen } from "./codes-screen";
import { useEnrolment } from "./use-enrolment";

type Begun = { challengeId: string; options: never };
type Problem = "notMade" | "already" | "unsupported";

/** Has the device make a passkey, under a name by which its owner knows it again. */
export function PasskeySetUp({ step, mayUseApp }: { step: SignInStep; mayUseApp: boolean }) {
  const t = useTranslations("factors.setUp");
  const all = useTranslations();
  const begin = useCommand<Begun>("passkey.begin");
  const add = useCommand<Enrolment>("passkey.add");
  const { codes, finish, leave } = useEnrolment(step);
  const [state, setState] = useState<"idle" | "busy" | Problem>("idle");
  const told = useRef<HTMLDivElement>(null);
  const failure = begin.failure ?? add.failure;
  const problem = state !== "idle" && state !== "busy" ? t(state) : failure && failureReasons(all, failure);
  useEffect(() => {
    if (problem) told.current?.focus();
  }, [problem]);

  async function make(form: FormData) {
    setState("busy");
    const begun = await begin.send({});
    if (!begun) return setState("idle");
    const made = await makePasskey(begun);
    if (typeof made === "string") return setState(made);
    const enrolment = await add.send({ ...made, name: form.get("name") });
    if (!enrolment) return setState("idle");
    await finish(enrolment);
  }
  if (codes) return <CodesScreen codes={codes} onKept={leave} />;
  const adding = step === "add_passkey";
  return (
    <Page
      {...(step === "in" ? { back: <BackLink href="/me#signing-in">{t("back")}</BackLink> } : {})}
      {...(step === "set_up" ? { caption: t("step", { step: 2 }) } : {})}
      title={adding ? t("addTitle") : t("doPasskeyTitle")}
      lead={adding ? t("addLead") : t("doPasskeyLead")}
      width="text"
    >
      {adding && <p>{t("doPasskeyLead")}</p>}
      {problem && (
        <div ref={told} tabIndex={-1} className="scroll-mt-20">
          <Notice tone="attention" live>
            {problem}
          </Notice>
        </div>
      )}
      <form action={make} onReset={keepTyped} className="flex flex-col gap-6">
        <TextField name="name" label={t("name")} hint={t("nameHint")} required maxLength={60} width="long" />
        <div className="flex flex-wrap gap-3">
          <Button busy={state === "busy"} busyLabel={t("making")}>
            {t("make")}
          </Button>
          {step === "set_up" && mayUseApp && (
            <LinkButton href="/second-factor/set-up" variant="plain">
              {t("otherWay")}
            </LinkButton>
          )}
        </div>
      </form>
    </Page>
  );
}

async function makePasskey({ challengeId, options }: Begun): Promise<object | Problem> {
  if (!("PublicKeyCredential" in window)) return "unsupported";
  const { startRegistration } = await import("@simplewebauthn/browser");
  try {
    return { challengeId, response: await startRegistration({ optionsJSON: options }) };
  } catch (error) {
    return (error as { name?: string }).name === "InvalidStateError" ? "already" : "notMade";
  }
}
