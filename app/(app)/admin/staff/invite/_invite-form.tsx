"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { HandOverLink } from "@/components/users/hand-over-link";
import { RightsForm } from "@/components/users/rights-form";
import type { Site } from "@/lib/organisations/schema";
import type { MadeLink } from "@/lib/users/inviting/schema";

/** Asks who comes and as what, then shows the link to hand over. */
export function InviteForm({ sites }: { sites: readonly Site[] }) {
  const t = useTranslations("users.handOver");
  const [made, setMade] = useState<{ link: MadeLink; name: string } | null>(null);
  if (!made) return <RightsForm<MadeLink> sites={sites} onDone={(link, name) => setMade({ link, name })} />;
  return (
    <HandOverLink
      made={made.link}
      name={made.name}
      title={t("invited", { name: made.name })}
      actions={
        <>
          <LinkButton href={`/admin/staff/${made.link.userId}`} variant="quiet">
            {t("open")}
          </LinkButton>
          <LinkButton href="/admin/staff/invite" plain variant="quiet">
            {t("another")}
          </LinkButton>
        </>
      }
    />
  );
}
