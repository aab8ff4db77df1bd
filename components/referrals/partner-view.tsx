import { useLocale, useTranslations } from "next-intl";
import type { z } from "zod";
import { Words } from "@/components/forms/words";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { StatusTag } from "@/components/ui/status-tag";
import { formatDateTime } from "@/lib/core/dates";
import type { referralShared } from "@/lib/referrals/answering/schema";
import { canMoveReferral } from "@/lib/referrals/workflow";
import { AnswerForm } from "./answer-form";
import { FeedbackForm } from "./feedback-form";
import { ReceivedButton } from "./received-button";
import { ServiceForm } from "./service-form";
import { SharedElements } from "./shared-elements";

export type OpenShared = Extract<z.output<typeof referralShared>, { state: "open" }>;

/** A partner's whole side of a referral on one page: read, say that it came, answer, begin, tell how it went. */
export function PartnerView({ shared, token }: { shared: OpenShared; token: string }) {
  const [t, needs, locale] = [useTranslations("referrals"), useTranslations("needs"), useLocale()];
  const time = (iso: string) => formatDateTime(new Date(iso), locale);
  const can = (to: Parameters<typeof canMoveReferral>[1]) => canMoveReferral(shared.status, to);
  return (
    <Page
      width="text"
      caption={t("screen.partner.from", { organisation: shared.organisationName })}
      title={t("screen.partner.title")}
      lead={t("screen.partner.lead")}
      tags={
        <>
          <StatusTag tone={shared.urgency === "critical" ? "act" : "info"}>
            {needs(`urgency.${shared.urgency}`)}
          </StatusTag>
          <StatusTag tone="neutral">{t(`status.${shared.status}`)}</StatusTag>
        </>
      }
    >
      <Card title={t("screen.partner.what")}>
        <SharedElements elements={shared.elements} />
      </Card>
      {shared.message && (
        <Card title={t("screen.partner.message")}>
          <Bdi>{shared.message}</Bdi>
        </Card>
      )}
      <Words of={["referrals"]}>
        {can("acknowledged") && <ReceivedButton token={token} />}
        {can("accepted") && (
          <Card meta={t("screen.partner.by", { when: time(shared.clock.answerBy) })}>
            <AnswerForm partnerLink={token} />
          </Card>
        )}
        {can("in_service") && (
          <Card
            title={t("screen.partner.serviceTitle")}
            meta={t("screen.partner.serviceBy", { when: time(shared.clock.serviceBy) })}
          >
            <ServiceForm partnerLink={token} />
          </Card>
        )}
        {can("completed_met") && (
          <Card title={t("screen.partner.feedbackTitle")}>
            <FeedbackForm token={token} />
          </Card>
        )}
      </Words>
      <Notice tone="neutral">{t("screen.partner.safe")}</Notice>
    </Page>
  );
}
