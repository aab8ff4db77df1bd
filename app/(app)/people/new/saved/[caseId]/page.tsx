import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { careOf, SavedView } from "@/components/intake/saved-view";
import { getCase } from "@/lib/cases/reading/queries";
import { currentStaff, read } from "@/lib/core/page";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("intake.screen"))("title") };
}

export default async function SavedPage({ params }: Props) {
  const [staff, file, { intake, people }] = await Promise.all([
    currentStaff(),
    params.then(({ caseId }) => read(getCase, { caseId })),
    getMessages(),
  ]);
  return (
    <SavedView
      caseId={file.id}
      code={file.code}
      words={intake.screen}
      strengths={people.duplicateStrength}
      level={file.level === "l0" ? "l0" : "l1"}
      care={careOf(file, staff.userId)}
      tonight={file.answers.safeTonight === "no"}
    />
  );
}
