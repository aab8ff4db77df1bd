import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActPage } from "@/components/retention/act-page";
import { CopyForm } from "@/components/retention/copy-form";
import { Notice } from "@/components/ui/notice";
import { keptFor } from "../_kept";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.copy"))("title") };
}

export default async function CopyPage({ params }: Props) {
  const { caseId } = await params;
  const { code } = await keptFor(caseId, "copy");
  const t = await getTranslations("retention.screen.copy");
  return (
    <ActPage caseId={caseId} code={code} title={t("title")} lead={t("lead")}>
      <Notice tone="attention" title={t("safe")}>
        <p>{t("safeWhat")}</p>
        <p>{t("device")}</p>
      </Notice>
      <Notice tone="info" title={t("waysTitle")}>
        {t("ways")}
      </Notice>
      <CopyForm caseId={caseId} code={code} />
    </ActPage>
  );
}
