import { useLocale, useTranslations } from "next-intl";
import { RevealContacts } from "@/components/cases/reveal-contacts";
import type { RevealWay } from "@/components/cases/reveal-way";
import { useAnswerWords } from "@/components/forms/answer-words";
import { Words } from "@/components/forms/words";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { isCountry, languageName, placeName, regionName } from "@/lib/core/names";

type Props = { file: CaseOut; way: RevealWay };

/** What a helper wants to know before speaking with the person. */
export function GlanceCard({ file, way }: Props) {
  const [t, locale] = [useTranslations("cases.screen.glance"), useLocale()];
  const [say, sayOfPerson] = [useAnswerWords("cases"), useAnswerWords("people")];
  const { person, answers } = file;
  const nationalityName = (code: string) =>
    isCountry(code) ? regionName(code, locale) : sayOfPerson("nationality", code);
  const known = {
    speaks: person.preferredLanguage && languageName(person.preferredLanguage, locale),
    interpreter: sayOfPerson("interpreterNeeded", person.interpreterNeeded),
    nationality: person.nationalities.map((code) => nationalityName(code)).join(", "),
    age: sayOfPerson("ageGroup", person.ageGroup),
    tonight: say("safeTonight", answers.safeTonight),
    staysAt: say("shelterNow", answers.shelterNow),
    area: answers.province && placeName(answers.province),
    food: say("foodCash", answers.foodCash),
    passport: say("travelDocument", answers.travelDocument),
    wish: say("wishes", answers.wishes),
    mayContact: say("mayContact", answers.mayContact),
  };
  const rows = Object.entries(known).flatMap(([key, value]) =>
    value ? { key, label: t(key as keyof typeof known), value } : [],
  );
  return (
    <Card title={t("title")}>
      {rows.length > 0 ? <SummaryList variant="glance" rows={rows} /> : <p>{t("nothing")}</p>}
      {person.contacts > 0 && way !== "shut" && (
        <Words of={["cases", "people"]}>
          <RevealContacts caseId={file.id} count={person.contacts} way={way} />
        </Words>
      )}
    </Card>
  );
}
