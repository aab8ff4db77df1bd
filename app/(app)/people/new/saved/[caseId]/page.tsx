import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { SavedCode } from "@/components/intake/saved-code";
import { careOf, SavedView } from "@/components/intake/saved-view";
import { getCase } from "@/lib/cases/reading/queries";
import { currentStaffFor, read } from "@/lib/core/page";
import { isPermitted } from "@/lib/core/permissions";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("intake.screen"))("title") };
}

export default async function SavedPage({ params }: Props) {
  const [staff, { caseId }, { intake, people }] = await Promise.all([
    currentStaffFor("case.register"),
    params,
    getMessages(),
  ]);
  if (!isPermitted(staff, "case.get")) return <SavedCode caseId={caseId} words={intake.screen} />;
  const file = await read(getCase, { caseId });
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
