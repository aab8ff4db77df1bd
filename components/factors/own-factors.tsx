"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { failureReasons } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { NameForm } from "./name-form";
import { NewCodes } from "./new-codes";

/** One factor as its row says it; times are words already. */
export type FactorRow = { id: string; name: string; since: string; used: string };
type Props = { app: FactorRow | null; passkeys: readonly FactorRow[]; codesLeft: number };

/** What lets one in besides the password: passkeys, an app, recovery codes; each can be renewed or removed. */
export function OwnFactors({ app, passkeys, codesLeft }: Props) {
  const t = useTranslations("factors.mine");
  const [said, setSaid] = useState<{ tone: "done" | "attention"; words: string } | null>(null);
  const status = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said) status.current?.focus();
  }, [said]);
  return (
    <div className="flex flex-col gap-4">
      <div ref={status} tabIndex={-1} role="status" className="empty:hidden">
        {said && <Notice tone={said.tone}>{said.words}</Notice>}
      </div>
      <ul className="flex flex-col divide-y divide-divider rounded-lg border border-divider bg-surface">
        {passkeys.map((row) => (
          <Row key={row.id} row={row} command="passkey.remove" body={{ passkeyId: row.id }} say={setSaid}>
            <NameForm passkeyId={row.id} name={row.name} />
          </Row>
        ))}
        {app && <Row row={app} command="totp.remove" body={{}} say={setSaid} />}
      </ul>
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/second-factor/set-up/passkey" variant="quiet" plain>
          {t("addPasskey")}
        </LinkButton>
        <LinkButton href="/second-factor/set-up/app" variant="quiet" plain>
          {app ? t("newApp") : t("addApp")}
        </LinkButton>
      </div>
      <NewCodes left={codesLeft} />
    </div>
  );
}

type RowProps = {
  row: FactorRow;
  command: string;
  body: object;
  say: (said: { tone: "done" | "attention"; words: string } | null) => void;
  children?: ReactNode;
};

function Row({ row: { name, since, used }, command, body, say, children }: RowProps) {
  const t = useTranslations("factors.mine");
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand(command);
  useEffect(() => {
    if (failure) say({ tone: "attention", words: failureReasons(all, failure) });
    // Said once for each failure.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [failure]);
  async function remove() {
    say(null);
    if (!(await send(body))) return;
    say({ tone: "done", words: t("removed") });
    router.refresh();
  }
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <span className="flex min-w-0 flex-col wrap-anywhere">
        <span className="font-semibold">
          <Bdi>{name}</Bdi>
        </span>
        <span className="text-sm text-ink-2">{[since, used].filter(Boolean).join(" · ")}</span>
      </span>
      <span className="flex flex-wrap gap-2">
        {children}
        <Button
          type="button"
          variant="quiet"
          size="small"
          busy={busy}
          busyLabel={t("removing")}
          onClick={remove}
        >
          {t("remove")}
          <VisuallyHidden> {t("removeOf", { name })}</VisuallyHidden>
        </Button>
      </span>
    </li>
  );
}
