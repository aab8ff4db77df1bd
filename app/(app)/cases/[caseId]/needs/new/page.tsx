import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { NeedGrid } from "@/components/needs/need-grid";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { getCase } from "@/lib/cases/reading/queries";
import { read } from "@/lib/core/page";
import { listNeedTypes } from "@/lib/needs/queries";
import { needWorkflow } from "@/lib/needs/workflow";
import type { NeedStatus } from "@/lib/needs/schema";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("needs.screen.new"))("title") };
}

export default async function NewNeedsPage({ params }: Props) {
  const { caseId } = await params;
  const [file, { types }, t, shell] = await Promise.all([
    read(getCase, { caseId }),
    read(listNeedTypes, {}),
    getTranslations("needs.screen.new"),
    getTranslations("shell"),
  ]);
  const open = file.needs
    .filter(({ status }) => !needWorkflow[status as NeedStatus].closed)
    .map(({ code }) => code);
  return (
    <Page
      width="text"
      back={<BackLink href={`/cases/${caseId}/needs`}>{shell("back")}</BackLink>}
      caption={file.code}
      title={t("title")}
      lead={t("lead")}
    >
      <Words of={["needs"]}>
        <NeedGrid caseId={caseId} types={types} open={open} />
      </Words>
    </Page>
  );
}
