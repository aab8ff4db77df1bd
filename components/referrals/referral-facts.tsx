import { useLocale, useTranslations } from "next-intl";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import { formatDateTime } from "@/lib/core/dates";
import { clockStages, type ReferralDetail } from "@/lib/referrals/schema";

const clockKey = {
  acknowledge: "acknowledgeBy",
  answer: "answerBy",
  service: "serviceBy",
  feedback: "feedbackBy",
} as const;

/** Agreed times, the person's yes, the link, the partner's phone: beside the referral. */
export function ReferralFacts({ referral }: { referral: ReferralDetail }) {
  const [t, needs, consents, locale] = [
    useTranslations("referrals"),
    useTranslations("needs"),
    useTranslations("consents"),
    useLocale(),
  ];
  const time = (iso: string) => formatDateTime(new Date(iso), locale);
  const { clock } = referral;
  const facts = [
    { key: "urgency", label: t("screen.list.urgency"), value: needs(`urgency.${referral.urgency}`) },
    {
      key: "consent",
      label: t("screen.detail.consent"),
      value: referral.consentState
        ? consents(`state.${referral.consentState}`)
        : t("screen.detail.consentNone"),
    },
    ...(referral.partnerPhone
      ? [
          {
            key: "phone",
            label: t("screen.detail.phone"),
            value: <Bdi dir="ltr">{referral.partnerPhone}</Bdi>,
          },
        ]
      : []),
    ...(referral.rejectReason
      ? [
          {
            key: "reason",
            label: t("screen.detail.rejectReason"),
            value: t(`rejectReason.${referral.rejectReason}`),
          },
        ]
      : []),
    ...(referral.outcome
      ? [{ key: "outcome", label: t("screen.detail.outcome"), value: t(`outcome.${referral.outcome}`) }]
      : []),
    ...referral.links.map(({ id, expiresAt, revokedAt }) => ({
      key: id,
      label: t("screen.detail.link"),
      value: revokedAt
        ? t("screen.detail.linkRevoked")
        : t("screen.detail.linkUntil", { when: time(expiresAt) }),
    })),
  ];
  return (
    <>
      <Card title={t("screen.detail.need")}>
        <SummaryList variant="glance" rows={facts} />
      </Card>
      {clock && (
        <Card title={t("screen.detail.clock")}>
          <SummaryList
            variant="glance"
            rows={clockStages.map((stage) => ({
              key: stage,
              label: t(`clockStage.${stage}`),
              value: time(clock[clockKey[stage]]),
            }))}
          />
        </Card>
      )}
    </>
  );
}
