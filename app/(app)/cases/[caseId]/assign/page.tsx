import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AssignForm } from "@/components/cases/assign-form";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { canAssign } from "@/lib/cases/policy";
import { getCase } from "@/lib/cases/reading/queries";
import { currentStaff, read } from "@/lib/core/page";
import { listColleagues } from "@/lib/users/queries";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cases.screen.assign"))("title") };
}

export default async function AssignPage({ params }: Props) {
  const { caseId } = await params;
  const [staff, file] = await Promise.all([currentStaff(), read(getCase, { caseId })]);
  if (!canAssign(staff, file, file.teamId)) notFound();
  const [{ colleagues }, t, shell] = await Promise.all([
    read(listColleagues, { siteId: file.siteId }),
    getTranslations("cases.screen.assign"),
    getTranslations("shell"),
  ]);
  const options = [...new Map(colleagues.map((one) => [one.id, one])).values()].map(
    ({ id, name, openCases }) => ({
      value: id,
      label: name,
      hint: t("load", { count: openCases }),
    }),
  );
  return (
    <Page
      width="text"
      back={<BackLink href={`/cases/${caseId}`}>{shell("back")}</BackLink>}
      caption={file.code}
      title={t("title")}
      lead={t("lead")}
    >
      <Words of={["cases"]}>
        <AssignForm caseId={caseId} version={file.version} assigneeId={file.assigneeId} options={options} />
      </Words>
    </Page>
  );
}
