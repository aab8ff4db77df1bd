import { useTranslations } from "next-intl";
import { Page } from "@/components/ui/page";
import type { EndedReason } from "@/lib/referrals/answering/schema";

/** A link that shows nothing any more, and why. */
export function PartnerEnded({ reason }: { reason?: EndedReason }) {
  const t = useTranslations("referrals");
  return (
    <Page width="text" title={t("screen.partner.endedTitle")}>
      <p>{reason ? t(`endedReason.${reason}`) : t("screen.partner.endedLink")}</p>
    </Page>
  );
}
