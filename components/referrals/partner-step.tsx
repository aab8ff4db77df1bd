import { useLocale, useTranslations } from "next-intl";
import type { z } from "zod";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { type Tone, StatusTag } from "@/components/ui/status-tag";
import type { CaseOut } from "@/lib/cases/reading/schema";
import type { FitReason, Suggestion, suggestionsOutput } from "@/lib/referrals/suggesting/schema";

type Props = { file: CaseOut; need: CaseOut["needs"][number]; fits: z.output<typeof suggestionsOutput> };

/** Second step of a referral: which partner fits, best first, with the reasons; those that do not fit stay within reach. */
export function PartnerStep({ file, need, fits }: Props) {
  const [t, shell, locale] = [useTranslations("referrals.screen"), useTranslations("shell"), useLocale()];
  const nobodyFits = fits.suggested.length === 0;
  return (
    <Page
      width="text"
      back={<BackLink href={`/cases/${file.id}/referrals/new`}>{shell("back")}</BackLink>}
      caption={`${file.code} · ${need.labels[locale] ?? need.labels.en}`}
      title={t("create.partnerTitle")}
      lead={t("create.partnerLead")}
    >
      {nobodyFits && <Empty>{t(fits.notSuggested.length > 0 ? "create.nobodyFits" : "create.nobody")}</Empty>}
      <PartnerCards caseId={file.id} needId={need.id} partners={fits.suggested} />
      {fits.notSuggested.length > 0 && (
        <Disclosure summary={t("create.notSuggested")} open={nobodyFits}>
          <PartnerCards caseId={file.id} needId={need.id} partners={fits.notSuggested} />
        </Disclosure>
      )}
    </Page>
  );
}

type CardsProps = { caseId: string; needId: string; partners: readonly Suggestion[] };

function PartnerCards({ caseId, needId, partners }: CardsProps) {
  const [t, types] = [useTranslations("referrals"), useTranslations("partners.type")];
  return (
    <ul className="flex flex-col gap-3">
      {partners.map((partner) => (
        <li key={partner.partnerId}>
          <Card
            title={<Bdi>{partner.name}</Bdi>}
            meta={types(partner.type)}
            actions={
              <LinkButton
                href={`/cases/${caseId}/referrals/new?need=${needId}&partner=${partner.partnerId}`}
                size="small"
              >
                {t("screen.create.choose")}
              </LinkButton>
            }
          >
            <div className="flex flex-wrap gap-2">
              {partner.reasons.map((reason) => (
                <StatusTag key={reason} tone={toneOf(reason)}>
                  {t(`fit.${reason}`)}
                </StatusTag>
              ))}
            </div>
            {partner.openPlaces !== null && <p>{t("screen.create.places", { count: partner.openPlaces })}</p>}
          </Card>
        </li>
      ))}
    </ul>
  );
}

const good: ReadonlySet<FitReason> = new Set([
  "language_spoken",
  "sex_taken",
  "free",
  "places_open",
  "same_province",
]);
const bad: ReadonlySet<FitReason> = new Set([
  "language_not_spoken",
  "sex_not_taken",
  "costs_money",
  "places_full",
  "already_asked",
]);

function toneOf(reason: FitReason): Tone {
  return good.has(reason) ? "done" : bad.has(reason) ? "attention" : "neutral";
}
