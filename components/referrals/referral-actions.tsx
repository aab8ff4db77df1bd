import { useTranslations } from "next-intl";
import type { z } from "zod";
import { Words } from "@/components/forms/words";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { withSearch } from "@/lib/core/search";
import type { ReferralDetail, referralPreview } from "@/lib/referrals/schema";
import { canMoveReferral } from "@/lib/referrals/workflow";
import { AnswerForm } from "./answer-form";
import { CancelForm } from "./cancel-form";
import { CloseForm } from "./close-form";
import { SendDraft } from "./send-draft";
import { ServiceForm } from "./service-form";

type Props = { referral: ReferralDetail; preview: z.output<typeof referralPreview> | null };

/** What can be done with a referral from where it stands, most likely first: the workflow decides what is offered. */
export function ReferralActions({ referral, preview }: Props) {
  const t = useTranslations("referrals.screen");
  const { id, caseId, needId, status, version } = referral;
  const can = (to: Parameters<typeof canMoveReferral>[1]) => canMoveReferral(status, to);
  return (
    <Words of={["referrals", "needs"]}>
      {preview && (
        <Card title={t("detail.send")}>
          {preview.ready ? (
            <SendDraft referral={referral} />
          ) : (
            <Notice
              tone="attention"
              title={t("create.notReady")}
              actions={
                <LinkButton
                  size="small"
                  href={withSearch(`/cases/${caseId}/consent/new`, {
                    partner: referral.partnerId,
                    then: `/referrals/${id}`,
                  })}
                >
                  {t("create.askConsent")}
                </LinkButton>
              }
            />
          )}
        </Card>
      )}
      {can("accepted") && (
        <Disclosure summary={t("onBehalf.title")}>
          <p className="pb-3 text-ink-2">{t("onBehalf.lead")}</p>
          <AnswerForm referralId={id} />
        </Disclosure>
      )}
      {can("in_service") && (
        <Card title={t("service.title")}>
          <ServiceForm referralId={id} />
        </Card>
      )}
      {can("feedback_closed") && (
        <Card title={t("close.title")}>
          <CloseForm referralId={id} version={version} />
        </Card>
      )}
      {(status === "rejected" || status === "expired") && (
        <div>
          <LinkButton href={`/cases/${caseId}/referrals/new?need=${needId}`}>{t("detail.newTry")}</LinkButton>
        </div>
      )}
      {can("revoked_by_agency") && (
        <Disclosure summary={t("close.cancelTitle")}>
          <CancelForm referralId={id} version={version} unreachable={can("unreachable")} />
        </Disclosure>
      )}
    </Words>
  );
}
