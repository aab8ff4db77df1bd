import { useLocale, useTranslations } from "next-intl";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { StatusTag } from "@/components/ui/status-tag";
import type { ConsentRow, ConsentState } from "@/lib/consents/schema";
import { formatDate } from "@/lib/core/dates";
import { languageName } from "@/lib/core/names";

const tones = {
  live: "done",
  refused: "neutral",
  withdrawn: "restricted",
  expired: "attention",
} as const satisfies Record<ConsentState, string>;

/** What the person answered about sharing, the latest first, and how to stop it. */
export function ConsentCards({ caseId, consents }: { caseId: string; consents: readonly ConsentRow[] }) {
  const t = useTranslations("consents");
  return (
    <ul className="flex flex-col gap-3">
      {consents.map((consent) => (
        <li key={consent.id}>
          <Card
            level={3}
            title={consent.partnerName ?? t(`scope.${consent.scope}`)}
            meta={consent.partnerName && t(`scope.${consent.scope}`)}
            actions={
              consent.state === "live" && (
                <LinkButton href={`/cases/${caseId}/consent/${consent.id}`} size="small" variant="quiet">
                  {t("screen.withdraw.button")}
                </LinkButton>
              )
            }
          >
            <ConsentFacts consent={consent} />
          </Card>
        </li>
      ))}
    </ul>
  );
}

function ConsentFacts({ consent }: { consent: ConsentRow }) {
  const [t, locale] = [useTranslations("consents"), useLocale()];
  const date = (iso: string) => formatDate(new Date(iso), locale);
  const facts = [
    t("screen.asked", { when: date(consent.givenAt), who: consent.explainedByName ?? "–" }),
    t("screen.language", { language: languageName(consent.language, locale) }),
    consent.withdrawnAt
      ? t("screen.withdrawnOn", { when: date(consent.withdrawnAt) })
      : t("screen.until", { when: date(consent.expiresAt) }),
  ];
  return (
    <>
      <div>
        <StatusTag tone={tones[consent.state]}>{t(`state.${consent.state}`)}</StatusTag>
      </div>
      {consent.elements.length > 0 && (
        <p>
          <span className="text-ink-2">{t("screen.elements")}: </span>
          {consent.elements.map((element) => t(`element.${element}`)).join(" · ")}
        </p>
      )}
      {consent.purpose && <Bdi>{consent.purpose}</Bdi>}
      <p className="text-sm text-ink-2">{facts.join(" · ")}</p>
    </>
  );
}
