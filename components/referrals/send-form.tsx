"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { failureReasons } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextArea } from "@/components/ui/text-area";
import type { ShareElement } from "@/lib/consents/schema";
import { SecretLink } from "./secret-link";

type Props = {
  caseId: string;
  needId: string;
  partner: { id: string; name: string };
  elements: ShareElement[];
  /** Everything chosen may be sent now. */
  ready: boolean;
  urgent: boolean;
};
type Prepared = { id: string; version: number };
type Sent = Prepared & { link: string; expiresAt: string };

/** Prepares the referral and shares it. Between both the server asks again whether the person's yes still stands. */
export function SendForm({ caseId, needId, partner, elements, ready, urgent }: Props) {
  const t = useTranslations();
  const create = useCommand<Prepared>("referral.create");
  const send = useCommand<Sent>("referral.send");
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const failure = send.failure ?? create.failure;

  async function submit(form: FormData, share: boolean) {
    const message = String(form.get("message") ?? "");
    const body = { caseId, needId, partnerId: partner.id, elements, ...(message && { message }) };
    const draft = prepared ?? (await create.send(body));
    if (!draft) return;
    setPrepared(draft);
    if (!share) return location.assign(`/referrals/${draft.id}`);
    const done = await send.send({ referralId: draft.id, version: draft.version });
    if (done) setSent(done);
  }

  if (sent) return <SecretLink {...sent} partnerName={partner.name} urgent={urgent} />;
  return (
    <form
      className="flex flex-col gap-6"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        const { submitter } = event.nativeEvent as unknown as { submitter: HTMLButtonElement | null };
        void submit(new FormData(event.currentTarget), submitter?.value !== "draft");
      }}
    >
      {failure && (
        <Notice tone="attention" live>
          {failureReasons(t, failure)}
        </Notice>
      )}
      <TextArea
        name="message"
        label={t("referrals.screen.create.message")}
        hint={t("referrals.screen.create.messageHint")}
        rows={3}
        maxLength={2000}
        readOnly={prepared !== null}
      />
      <div className="flex flex-wrap gap-3">
        {ready && (
          <Button value="send" busy={create.busy || send.busy}>
            {t("referrals.screen.create.send", { partner: partner.name })}
          </Button>
        )}
        <Button value="draft" variant="quiet" busy={create.busy}>
          {t("referrals.screen.create.save")}
        </Button>
      </div>
    </form>
  );
}
