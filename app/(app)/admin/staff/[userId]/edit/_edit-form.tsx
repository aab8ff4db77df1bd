"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { RightsForm, type RightsNow } from "@/components/users/rights-form";
import type { Site } from "@/lib/organisations/schema";

type Saved = { sessions: number; proposed: boolean };

/** Changes one account, then says what that did. */
export function EditForm({ sites, now }: { sites: readonly Site[]; now: RightsNow }) {
  const t = useTranslations("users.rights");
  const [saved, setSaved] = useState<(Saved & { name: string }) | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (saved) box.current?.focus();
  }, [saved]);
  if (!saved)
    return <RightsForm<Saved> sites={sites} now={now} onDone={(done, name) => setSaved({ ...done, name })} />;
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-20">
      <Notice
        tone="done"
        live
        title={t("saved")}
        actions={
          <LinkButton href={`/admin/staff/${now.userId}`} variant="quiet" plain>
            {t("toAccount")}
          </LinkButton>
        }
      >
        {saved.proposed && t("proposed", { name: saved.name })} {t("signedOut", { sessions: saved.sessions })}
      </Notice>
    </div>
  );
}
