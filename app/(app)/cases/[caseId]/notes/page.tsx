import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CaseFrame } from "@/components/cases/case-frame";
import { Words } from "@/components/forms/words";
import { NoteForm } from "@/components/notes/note-form";
import { NoteList } from "@/components/notes/note-list";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { getCase } from "@/lib/cases/reading/queries";
import { caseWorkflow } from "@/lib/cases/workflow";
import { languageName } from "@/lib/core/names";
import { read } from "@/lib/core/page";
import { listNotes } from "@/lib/notes/queries";

type Props = { params: Promise<{ caseId: string }>; searchParams: Promise<{ after?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notes.screen"))("title") };
}

const common = ["en", "km", "zh", "id", "vi", "th", "my", "ar", "ur", "hi", "bn", "sw", "am", "fil"];

export default async function NotesPage({ params, searchParams }: Props) {
  const [{ caseId }, { after }] = await Promise.all([params, searchParams]);
  const file = await read(getCase, { caseId });
  const [{ notes, next }, t, locale] = await Promise.all([
    read(listNotes, { caseId, after }),
    getTranslations("notes.screen"),
    getLocale(),
  ]);
  const languages = common.map((value) => ({ value, label: languageName(value, locale) }));
  return (
    <CaseFrame file={file} section="notes">
      {!caseWorkflow[file.status].closed && !after && (
        <Section title={t("add")}>
          <Words of={["notes"]}>
            <NoteForm caseId={caseId} languages={languages} language={locale.split("-")[0]!} />
          </Words>
        </Section>
      )}
      <Section title={t("title")}>
        <NoteList notes={notes} />
        {next && (
          <Pagination
            label={t("pages")}
            next={{ href: `/cases/${caseId}/notes?after=${encodeURIComponent(next)}`, label: t("older") }}
          />
        )}
      </Section>
    </CaseFrame>
  );
}
