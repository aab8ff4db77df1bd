"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

type Props = { userId: string; name: string; open: number };

/** Ends all sessions of somebody else, from their row in a list; says there how many it ended. */
export function EndSessions({ userId, name, open }: Props) {
  const t = useTranslations("users");
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand<{ ended: number }>("session.revoke");
  const [ended, setEnded] = useState<number | null>(null);
  const status = useRef<HTMLSpanElement>(null);
  // The pressed button has gone.
  useEffect(() => {
    if (ended !== null) status.current?.focus();
  }, [ended]);

  async function end() {
    const result = await send({ userId, all: "theirs" });
    if (!result) return;
    setEnded(result.ended);
    router.refresh();
  }

  return (
    <>
      {open > 0 && ended === null && (
        <Button
          type="button"
          variant="plain"
          size="small"
          busy={busy}
          busyLabel={t("sessions.endingTheirs")}
          onClick={end}
        >
          {t("staff.endSessions")}
          <VisuallyHidden> {t("staff.endSessionsOf", { name })}</VisuallyHidden>
        </Button>
      )}
      <span ref={status} role="status" tabIndex={-1} className="text-sm not-empty:px-2">
        {ended !== null && t("sessions.ended", { count: ended })}
        {failure && failureSentence(all, failure)}
      </span>
    </>
  );
}
