import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActPage } from "@/components/retention/act-page";
import { ClearForm } from "@/components/retention/keep-form";
import { Notice } from "@/components/ui/notice";
import { keptFor } from "../_kept";

type Props = { params: Promise<{ caseId: string }>; searchParams: Promise<{ from?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.clear"))("title") };
}

export default async function ClearPage({ params, searchParams }: Props) {
  const [{ caseId }, { from }] = await Promise.all([params, searchParams]);
  const { code, version } = await keptFor(caseId, "clearPrivate");
  const t = await getTranslations("retention.screen.clear");
  return (
    <ActPage caseId={caseId} code={code} from={from} title={t("title")} lead={t("lead")}>
      <Notice tone="attention" title={t("gone")}>
        {t("goneWhat")}
      </Notice>
      <ClearForm caseId={caseId} version={version} from={from} />
    </ActPage>
  );
}
