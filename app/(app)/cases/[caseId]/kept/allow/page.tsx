import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActPage } from "@/components/retention/act-page";
import { AllowForm } from "@/components/retention/restrict-form";
import { keptFor } from "../_kept";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.allow"))("title") };
}

export default async function AllowPage({ params }: Props) {
  const { caseId } = await params;
  const { code, version } = await keptFor(caseId, "unrestrict");
  const t = await getTranslations("retention.screen.allow");
  return (
    <ActPage caseId={caseId} code={code} title={t("title")} lead={t("lead")}>
      <AllowForm caseId={caseId} version={version} />
      <p>
        <a href={`/cases/${caseId}/consent/new`}>{t("consent")}</a>
      </p>
    </ActPage>
  );
}
