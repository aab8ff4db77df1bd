import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { RevealContacts } from "@/components/cases/reveal-contacts";
import { Words } from "@/components/forms/words";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { languageName, placeName, regionName } from "@/lib/core/names";
import { currentStaff } from "@/lib/core/page";

/** What a helper wants to know before speaking with the person. */
export async function GlanceCard({ file }: { file: CaseOut }) {
  const [t, people, locale] = await Promise.all([
    getTranslations("cases"),
    getTranslations("people"),
    getLocale(),
  ]);
  const { person, answers } = file;
  const known: [string, ReactNode | null][] = [
    ["speaks", person.preferredLanguage && languageName(person.preferredLanguage, locale)],
    ["interpreter", person.interpreterNeeded && people(`interpreterNeeded.${person.interpreterNeeded}`)],
    ["nationality", person.nationalities.map((code) => regionName(code, locale)).join(", ") || null],
    ["age", person.ageGroup && people(`ageGroup.${person.ageGroup}`)],
    ["tonight", answers.safeTonight && t(`safeTonight.${answers.safeTonight}`)],
    ["staysAt", answers.shelterNow && t(`shelterNow.${answers.shelterNow}`)],
    ["area", answers.province && placeName(answers.province)],
    ["food", answers.foodCash && t(`foodCash.${answers.foodCash}`)],
    ["passport", answers.travelDocument && t(`travelDocument.${answers.travelDocument}`)],
    ["wish", answers.wishes && t(`wishes.${answers.wishes}`)],
    ["mayContact", answers.mayContact && t(`mayContact.${answers.mayContact}`)],
  ];
  const rows = known.flatMap(([key, value]) =>
    value ? { key, label: t(`screen.glance.${key}` as "screen.glance.speaks"), value } : [],
  );
  const staff = await currentStaff();
  return (
    <Card title={t("screen.glance.title")}>
      {rows.length > 0 ? <SummaryList variant="glance" rows={rows} /> : <p>{t("screen.glance.nothing")}</p>}
      {person.contacts > 0 && (
        <Words of={["cases", "people"]}>
          <RevealContacts caseId={file.id} count={person.contacts} own={file.assigneeId === staff.userId} />
        </Words>
      )}
    </Card>
  );
}
