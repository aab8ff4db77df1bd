import { useLocale, useTranslations } from "next-intl";
import { useAnswerWords } from "@/components/forms/answer-words";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { formatPartialDate, type PartialDate } from "@/lib/core/dates";
import { placeName } from "@/lib/core/names";

/** How the person got out, with the presence of police or officials beside it as a fact of its own. */
export function ExitsCard({ file }: { file: CaseOut }) {
  const [t, say, locale] = [useTranslations("cases"), useAnswerWords("cases"), useLocale()];
  return file.exits.map((exit) => {
    const known = {
      presence: say("officialPresence", exit.officialPresence),
      when: exit.exitDate && formatPartialDate(exit.exitDate as PartialDate, locale),
      where: exit.province && placeName(exit.province),
      source: t(`exitSource.${exit.source}`),
    };
    const rows = Object.entries(known).flatMap(([key, value]) =>
      value ? { key, label: t(`screen.exits.${key as keyof typeof known}`), value } : [],
    );
    return (
      <Card key={exit.id} title={t("screen.exits.title")}>
        <p>{say("exitMode", exit.mode)}</p>
        <SummaryList variant="glance" rows={rows} />
      </Card>
    );
  });
}
