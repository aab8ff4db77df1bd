import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useAnswerWords } from "@/components/forms/answer-words";
import { Bdi } from "@/components/ui/bdi";
import { SummaryList } from "@/components/ui/summary-list";
import { formatPartialDate, type PartialDate } from "@/lib/core/dates";
import { isCountry, languageName, placeName, regionName } from "@/lib/core/names";
import { type Fact, factKinds, factWords, type SharedElement } from "@/lib/referrals/facts";

type Props = { elements: readonly (SharedElement & { note?: ReactNode })[] };

/** What a partner sees, element by element, with the words that staff and partner read alike. */
export function SharedElements({ elements }: Props) {
  const [t, consents, write] = [useTranslations("referrals"), useTranslations("consents"), useFactWriter()];
  const rows = elements.map(({ element, facts, note }) => ({
    key: element,
    label: consents(`element.${element}`),
    value: (
      <span className="flex flex-col gap-1">
        {facts.length === 0 && <span className="text-ink-2">{t("screen.create.nothing")}</span>}
        {facts.map(({ fact, value }, i) => (
          <span key={i}>
            {facts.length > 1 && <span className="text-ink-2">{t(`fact.${fact}`)}: </span>}
            {write(fact, value)}
          </span>
        ))}
        {note}
      </span>
    ),
  }));
  return <SummaryList rows={rows} />;
}

function useFactWriter(): (fact: Fact, value: string) => ReactNode {
  const locale = useLocale();
  const words = { cases: useAnswerWords("cases"), people: useAnswerWords("people") };
  return (fact, value) => {
    switch (factKinds[fact]) {
      case "country":
        return isCountry(value) ? regionName(value, locale) : words.people("nationality", value);
      case "province":
        return placeName(value);
      case "language":
        return languageName(value, locale);
      case "partial_date":
        return <Bdi dir="ltr">{formatPartialDate(value as PartialDate, locale)}</Bdi>;
      case "code": {
        const [noun, list] = factWords[fact as keyof typeof factWords].split(".") as [
          "cases" | "people",
          string,
        ];
        return words[noun](list, value);
      }
      case "text":
        return <Bdi>{value}</Bdi>;
    }
  };
}
