"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { formatDateTime } from "@/lib/core/dates";
import type { MadeLink } from "@/lib/users/inviting/schema";
import { CopyField } from "./copy-field";

type Props = { made: MadeLink; name: string; title: string; actions: ReactNode };

/** A link right after it was made: to hand over, the only time that it can be seen; or the word that it was sent. */
export function HandOverLink({ made: { email, link, expiresAt }, name, title, actions }: Props) {
  const [t, locale] = [useTranslations("users.handOver"), useLocale()];
  const box = useRef<HTMLDivElement>(null);
  const when = formatDateTime(new Date(expiresAt), locale);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="flex scroll-mt-20 flex-col gap-4">
      <Notice tone="done" live title={title}>
        {link === null ? <Bdi>{t("sent", { email, when })}</Bdi> : <Bdi>{t("lead", { name, when })}</Bdi>}
      </Notice>
      <Card>
        {link !== null && (
          <CopyField
            name="link"
            label={t("link")}
            value={new URL(link, location.origin).href}
            words={{ copy: t("copy"), copied: t("copied") }}
          />
        )}
        <div className="flex flex-wrap gap-3">{actions}</div>
      </Card>
    </div>
  );
}
