"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { keepTyped } from "@/components/forms/keep-typed";
import { useCommand } from "@/components/forms/use-command";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { ErrorSummary } from "@/components/ui/error-summary";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { TextField } from "@/components/ui/text-field";
import type { Enrolment, SignInStep } from "@/lib/users/factors/schema";
import { CodesScreen } from "./codes-screen";
import { SeedPicture } from "./seed-picture";
import { useEnrolment } from "./use-enrolment";

type Begun = { seed: string; address: string; ticket: string };

/** Connects an authenticator app: its key as a picture and in letters, and a code to prove that it was read. */
export function AppSetUp({ step }: { step: SignInStep }) {
  const t = useTranslations("factors.setUp");
  const all = useTranslations();
  const begin = useCommand<Begun>("totp.begin");
  const confirm = useCommand<Enrolment>("totp.confirm");
  const { codes, finish, leave } = useEnrolment(step);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [attempt, setAttempt] = useState(0);
  const asked = useRef(false);

  async function start() {
    setBegun((await begin.send({})) ?? null);
  }
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void start();
    // The key is asked for once, when the page opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  async function connect(form: FormData) {
    if (!begun) return;
    const enrolment = await confirm.send({ ticket: begun.ticket, code: form.get("code") });
    if (enrolment) return finish(enrolment);
    setAttempt((before) => before + 1);
  }
  if (codes) return <CodesScreen codes={codes} onKept={leave} />;
  const wrong: Record<string, string> = confirm.failure ? fieldSentences(all, confirm.failure) : {};
  const errors = Object.entries(wrong).map(([fieldId, message]) => ({ fieldId, message }));
  const failure = begin.failure ?? (errors.length === 0 ? confirm.failure : null);
  return (
    <Page
      {...(step === "in" ? { back: <BackLink href="/me#signing-in">{t("back")}</BackLink> } : {})}
      {...(step === "set_up" ? { caption: t("step", { step: 2 }) } : {})}
      title={t("doAppTitle")}
      lead={t("doAppLead")}
      width="text"
    >
      <ErrorSummary title={t("problem")} errors={errors} attempt={attempt} />
      {failure && (
        <Notice
          tone="attention"
          live
          actions={
            <Button type="button" size="small" onClick={start}>
              {t("again")}
            </Button>
          }
        >
          {failureSentence(all, failure)}
        </Notice>
      )}
      <SeedPicture address={begun?.address ?? null} label={t("picture")} />
      <Disclosure summary={t("cannotScan")}>
        <p className="flex flex-wrap gap-x-3">
          <span className="font-semibold">{t("key")}</span>
          <Bdi dir="ltr">{begun ? begun.seed.replace(/(.{4})(?=.)/g, "$1 ") : t("waiting")}</Bdi>
        </p>
        {begun && (
          <p className="pt-2">
            <a href={begun.address}>{t("open")}</a>
          </p>
        )}
      </Disclosure>
      <form action={connect} onReset={keepTyped} noValidate className="flex flex-col gap-6">
        <TextField
          name="code"
          dir="ltr"
          label={t("codeLabel")}
          hint={t("codeHint")}
          error={wrong.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          width="short"
        />
        <div className="flex flex-wrap gap-3">
          <Button busy={confirm.busy} busyLabel={t("connecting")}>
            {t("connect")}
          </Button>
          {step === "set_up" && (
            <LinkButton href="/second-factor/set-up" variant="plain">
              {t("otherWay")}
            </LinkButton>
          )}
        </div>
      </form>
    </Page>
  );
}
