"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { MadeLink } from "@/lib/users/inviting/schema";
import type { InvitationPurpose } from "@/lib/users/schema";
import { HandOverLink } from "./hand-over-link";

type Props = { userId: string; name: string; purpose: InvitationPurpose };

/** Makes a new link to join or for a new password, and shows it here. */
export function NewLink({ userId, name, purpose }: Props) {
  const t = useTranslations("users.handOver");
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand<MadeLink>("user.renewInvitation");
  const [made, setMade] = useState<MadeLink | null>(null);

  async function make() {
    const link = await send({ userId, purpose });
    if (!link) return;
    setMade(link);
    router.refresh();
  }

  if (made) return <HandOverLink made={made} name={name} title={t("renewed")} actions={null} />;
  return (
    <>
      {failure && (
        <Notice tone="attention" live>
          {failureSentence(all, failure)}
        </Notice>
      )}
      <div>
        <Button type="button" variant="quiet" busy={busy} busyLabel={t("busy")} onClick={make}>
          {t(`make_${purpose}`)}
        </Button>
      </div>
    </>
  );
}
