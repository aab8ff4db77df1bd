import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { SavedView } from "@/components/intake/saved-view";
import { getCase } from "@/lib/cases/reading/queries";
import { read } from "@/lib/core/page";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("intake.screen"))("title") };
}

export default async function SavedPage({ params }: Props) {
  const [file, { intake, people }] = await Promise.all([
    params.then(({ caseId }) => read(getCase, { caseId })),
    getMessages(),
  ]);
  return (
    <SavedView
      caseId={file.id}
      code={file.code}
      duplicates={[]}
      words={intake.screen}
      strengths={people.duplicateStrength}
      level={file.level === "l0" ? "l0" : "l1"}
      tonight={file.answers.safeTonight === "no"}
    />
  );
}
