"use client";

import { useTranslations } from "next-intl";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Status } from "@/components/ui/status";

type Props = { accessId: string; label: string; then: string };

/** Leaves a case before the time is over, or takes a question back. */
export function EndButton({ accessId, label, then }: Props) {
  const [t, all] = [useTranslations("access.screen"), useTranslations()];
  const { send, busy, failure } = useCommand("access.end");
  return (
    <>
      <Button
        type="button"
        variant="quiet"
        size="small"
        busy={busy}
        busyLabel={t("ending")}
        onClick={() => void send({ accessId }).then((done) => done !== null && location.assign(then))}
      >
        {label}
      </Button>
      <Status tone="attention">{failure && failureSentence(all, failure)}</Status>
    </>
  );
}
