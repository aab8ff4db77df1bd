"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { formatDateTime } from "@/lib/core/dates";

type Props = { id: string; link: string; expiresAt: string; partnerName: string; urgent: boolean };

/** The link for the partner, right after sharing: the only time that it can be seen. */
export function SecretLink({ id, link, expiresAt, partnerName, urgent }: Props) {
  const [t, locale] = [useTranslations("referrals.screen.sent"), useLocale()];
  const [copied, setCopied] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const address = new URL(link, location.origin).href;
  useEffect(() => box.current?.focus(), []);

  return (
    <div ref={box} tabIndex={-1} className="flex flex-col gap-4">
      <Notice tone="done" live title={t("title", { partner: partnerName })}>
        {t("lead")} {urgent && t("call")}
      </Notice>
      <Card>
        <TextField name="link" label={t("link")} value={address} readOnly dir="ltr" />
        <p className="text-sm text-ink-2">
          {t("until", { when: formatDateTime(new Date(expiresAt), locale) })}
        </p>
        <div className="flex flex-wrap gap-3">
          <Button
            type="button"
            onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
          >
            {copied ? t("copied") : t("copy")}
          </Button>
          <LinkButton href={`/referrals/${id}`} variant="quiet">
            {t("open")}
          </LinkButton>
        </div>
      </Card>
    </div>
  );
}
