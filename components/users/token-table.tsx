"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import type { ApiToken } from "@/lib/users/tokens/schema";

/** Living tokens with a button to end each. */
export function TokenTable({ tokens }: { tokens: readonly ApiToken[] }) {
  const [t, locale] = [useTranslations("users.tokens"), useLocale()];
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand("token.revoke");
  const [target, setTarget] = useState("");
  const [ended, setEnded] = useState(false);
  const status = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ended) status.current?.focus();
  }, [ended]);

  async function end(tokenId: string) {
    setTarget(tokenId);
    setEnded(false);
    if ((await send({ tokenId })) === null) return;
    setEnded(true);
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-3">
      <div ref={status} tabIndex={-1} role="status" className="empty:hidden">
        {ended && <Notice tone="done">{t("ended")}</Notice>}
        {failure && <Notice tone="attention">{failureSentence(all, failure)}</Notice>}
      </div>
      <Table
        caption={t("title")}
        hideCaption
        rows={tokens}
        rowKey={({ id }) => id}
        empty={<Empty>{t("none")}</Empty>}
        columns={[
          {
            key: "name",
            label: t("name"),
            lead: true,
            cell: ({ name, permissions }) => (
              <div>
                <Bdi>{name}</Bdi>
                <div className="text-sm font-normal text-ink-2">
                  <Bdi dir="ltr">{permissions.join(", ")}</Bdi>
                </div>
              </div>
            ),
          },
          {
            key: "used",
            label: t("used"),
            cell: ({ lastUsedAt }) =>
              lastUsedAt ? <Bdi dir="ltr">{formatDateTime(new Date(lastUsedAt), locale)}</Bdi> : t("never"),
          },
          {
            key: "ends",
            label: t("ends"),
            cell: ({ expiresAt }) => <Bdi dir="ltr">{formatDate(new Date(expiresAt), locale)}</Bdi>,
          },
          {
            key: "action",
            label: t("action"),
            cell: ({ id, name }) => (
              <Button
                type="button"
                variant="quiet"
                size="small"
                busy={busy && target === id}
                busyLabel={t("ending")}
                onClick={() => end(id)}
              >
                {t("end")}
                <VisuallyHidden> {t("endOf", { name })}</VisuallyHidden>
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}
