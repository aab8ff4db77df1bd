import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { countryChoices } from "@/components/people/country-list";
import { languageChoices } from "@/components/people/language-list";
import { ActPage } from "@/components/retention/act-page";
import { CorrectForm } from "@/components/retention/correct-form";
import { Notice } from "@/components/ui/notice";
import { canWorkOn } from "@/lib/cases/policy";
import { getCase } from "@/lib/cases/reading/queries";
import { formatDate } from "@/lib/core/dates";
import { currentStaff, read } from "@/lib/core/page";
import { getKeptOfCase } from "@/lib/retention/reviewing/queries";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.correct"))("title") };
}

export default async function CorrectPage({ params }: Props) {
  const [{ caseId }, staff] = await Promise.all([params, currentStaff()]);
  const file = await read(getCase, { caseId });
  if (!canWorkOn(staff, file)) notFound();
  const { requests } = await read(getKeptOfCase, { caseId });
  const asked = requests.find(({ kind, status }) => kind === "correction" && status === "open");
  const [t, locale] = await Promise.all([getTranslations("retention.screen.correct"), getLocale()]);
  const own = file.assigneeId === staff.userId;
  return (
    <ActPage caseId={caseId} code={file.code} title={t("title")} lead={t("lead")} words={["people", "dates"]}>
      <Notice tone="attention" title={t("gone")}>
        {t("goneWhat")}
      </Notice>
      <CorrectForm
        file={{ caseId, version: file.version, own, person: file.person }}
        asked={
          asked
            ? {
                id: asked.id,
                words: t("answers", { when: formatDate(new Date(asked.receivedAt), locale) }),
              }
            : null
        }
        countries={countryChoices(locale).all}
        languages={languageChoices(locale).all}
      />
    </ActPage>
  );
}
