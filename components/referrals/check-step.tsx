import { useTranslations } from "next-intl";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { withSearch } from "@/lib/core/search";
import type { StepProps } from "./element-step";
import { SendForm } from "./send-form";
import { SharedElements } from "./shared-elements";

/** Last step of a referral: exactly what the partner will see, and the button that shares it. */
export function CheckStep({ file, need, partner, preview }: StepProps) {
  const [t, shell] = [useTranslations("referrals"), useTranslations("shell")];
  const elements = preview.elements.map(({ element }) => element);
  const address = `/cases/${file.id}/referrals/new`;
  const chosen = { need: need.id, partner: partner.partnerId, elements };
  const shown = preview.elements.map(({ allowed, reason, ...element }) => ({
    ...element,
    ...(!allowed && { note: reason && t("screen.create.left", { reason: t(`previewReason.${reason}`) }) }),
  }));
  const consent = withSearch(`/cases/${file.id}/consent/new`, {
    partner: partner.partnerId,
    then: withSearch(address, { ...chosen, check: "1" }),
  });
  return (
    <Page
      width="text"
      back={<BackLink href={withSearch(address, chosen)}>{shell("back")}</BackLink>}
      caption={`${file.code} · ${partner.name}`}
      title={t("screen.create.checkTitle", { partner: partner.name })}
      lead={t("screen.create.checkLead")}
    >
      {preview.anonymous && <Notice tone="info">{t("screen.create.anonymous")}</Notice>}
      {!preview.ready && (
        <Notice
          tone="attention"
          title={t("screen.create.notReady")}
          actions={
            <>
              <LinkButton href={consent} size="small">
                {t("screen.create.askConsent")}
              </LinkButton>
              <LinkButton href={withSearch(address, chosen)} size="small" variant="quiet">
                {t("screen.create.change")}
              </LinkButton>
            </>
          }
        />
      )}
      {shown.length > 0 && <SharedElements elements={shown} />}
      <Words of={["referrals"]}>
        <SendForm
          caseId={file.id}
          needId={need.id}
          partner={{ id: partner.partnerId, name: partner.name }}
          elements={elements}
          ready={preview.ready}
          urgent={need.urgency === "critical"}
        />
      </Words>
    </Page>
  );
}
