"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { StatusTag } from "@/components/ui/status-tag";
import { Table } from "@/components/ui/table";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { SessionRow } from "./session-rows";

type Props = {
  sessions: readonly SessionRow[];
  /** Whose they are, when they are somebody else's. */
  userId?: string;
};

/** Open sessions, each with a way to end it, and one to end them all. */
export function SessionTable({ sessions, userId }: Props) {
  const t = useTranslations("users.sessions");
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand<{ ended: number }>("session.revoke");
  const [target, setTarget] = useState("");
  const [ended, setEnded] = useState<number | null>(null);
  const status = useRef<HTMLDivElement>(null);
  // The pressed button goes away with its row.
  useEffect(() => {
    if (ended !== null) status.current?.focus();
  }, [ended]);

  async function end(which: string, input: object, leaves: boolean) {
    setTarget(which);
    setEnded(null);
    const result = await send(input);
    if (!result) return;
    if (leaves) return location.replace("/sign-in");
    setEnded(result.ended);
    router.refresh();
  }

  const button = (row: SessionRow) => (
    <Button
      type="button"
      variant="quiet"
      size="small"
      busy={busy && target === row.id}
      busyLabel={t("endingThis")}
      onClick={() => end(row.id, { sessionId: row.id }, row.current)}
    >
      {row.current ? t("endCurrent") : t("endThis")}
      <VisuallyHidden> {t("endOf", { device: row.device ?? t("unknownDevice") })}</VisuallyHidden>
    </Button>
  );
  return (
    <div className="flex flex-col gap-3">
      <div ref={status} tabIndex={-1} role="status" className="empty:hidden">
        {ended !== null && <Notice tone="done">{t("ended", { count: ended })}</Notice>}
        {failure && <Notice tone="attention">{failureSentence(all, failure)}</Notice>}
      </div>
      <Table
        caption={userId ? t("titleTheirs") : t("title")}
        hideCaption
        rows={sessions}
        rowKey={({ id }) => id}
        empty={<Empty>{t("none")}</Empty>}
        columns={[
          {
            key: "device",
            label: t("device"),
            lead: true,
            cell: ({ device, current }) => (
              <span className="inline-flex flex-wrap items-center gap-x-3">
                {device ?? t("unknownDevice")}
                {current && <StatusTag tone="info">{t("current")}</StatusTag>}
              </span>
            ),
          },
          {
            key: "network",
            label: t("network"),
            cell: ({ network }) => network && <Bdi dir="ltr">{network}</Bdi>,
          },
          { key: "used", label: t("lastUsed"), cell: ({ lastUsed }) => <Bdi dir="ltr">{lastUsed}</Bdi> },
          { key: "opened", label: t("opened"), cell: ({ opened }) => <Bdi dir="ltr">{opened}</Bdi> },
          { key: "end", label: t("end"), cell: button },
        ]}
      />
      {sessions.length > 1 && (
        <div>
          <Button
            type="button"
            variant="quiet"
            busy={busy && target === "all"}
            busyLabel={userId ? t("endingTheirs") : t("endingAll")}
            onClick={() => end("all", userId ? { userId, all: "theirs" } : { all: "mine" }, !userId)}
          >
            {userId ? t("endTheirs") : t("endAll")}
          </Button>
        </div>
      )}
    </div>
  );
}
