import { getLocale, getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { StatusTag } from "@/components/ui/status-tag";
import { formatDate } from "@/lib/core/dates";
import type { KeptOfCase } from "@/lib/retention/reviewing/schema";
import { hrefOfAct } from "./addresses";

/** What stands in the way of using or erasing a record now: a stop, a hold, a proposal. */
export async function KeptState({ kept }: { kept: KeptOfCase }) {
  const [t, cases, locale] = await Promise.all([
    getTranslations("retention"),
    getTranslations("cases.restrictedBecause"),
    getLocale(),
  ]);
  const day = (iso: string) => formatDate(new Date(iso), locale);
  const { caseId, restriction, hold, erasure, may } = kept;
  return (
    <>
      {restriction && (
        <Card
          title={t("screen.kept.restriction")}
          actions={
            may.unrestrict && (
              <LinkButton href={hrefOfAct(caseId, "allow")} variant="quiet" size="small">
                {t("screen.kept.do.allow")}
              </LinkButton>
            )
          }
        >
          <p>
            {t("screen.kept.restrictionSince", {
              when: day(restriction.at),
              because: cases(restriction.because),
            })}
          </p>
        </Card>
      )}
      {hold && (
        <Card
          title={t("screen.kept.hold")}
          actions={
            may.reviewHold && (
              <LinkButton href={hrefOfAct(caseId, "hold")} variant="quiet" size="small">
                {t("screen.kept.do.reviewHold")}
              </LinkButton>
            )
          }
        >
          <p>
            {t("screen.kept.holdBasis", {
              basis: t(`holding.basis.${hold.basis}`),
              name: hold.placedByName,
              when: day(hold.placedAt),
            })}
          </p>
          <p>{t("screen.kept.holdReview", { when: day(hold.reviewAt) })}</p>
          {hold.reviewLate && (
            <p>
              <StatusTag tone="attention">{t("screen.kept.holdLate")}</StatusTag>
            </p>
          )}
          {hold.reason && (
            <p>
              {t("screen.kept.holdReason")}: <Bdi>{hold.reason}</Bdi>
            </p>
          )}
        </Card>
      )}
      {erasure?.status === "proposed" && (
        <Card
          title={t("screen.kept.proposal")}
          actions={
            <LinkButton href={`/erasures/${erasure.erasureId}`} variant="quiet" size="small">
              {t("screen.banner.decide")}
            </LinkButton>
          }
        >
          <p>
            {t("screen.kept.proposalBy", {
              name: erasure.proposedByName,
              when: day(erasure.proposedAt),
              reason: t(`erasing.reason.${erasure.reason}`),
            })}
          </p>
          <p>{t("screen.kept.proposalWaits")}</p>
        </Card>
      )}
    </>
  );
}
