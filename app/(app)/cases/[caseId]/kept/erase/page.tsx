import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActPage } from "@/components/retention/act-page";
import { EraseForm } from "@/components/retention/erase-form";
import { Consequences } from "@/components/retention/consequences";
import { getCase } from "@/lib/cases/reading/queries";
import { read } from "@/lib/core/page";
import { keptFor } from "../_kept";

type Props = { params: Promise<{ caseId: string }>; searchParams: Promise<{ from?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.erase"))("title") };
}

export default async function ErasePage({ params, searchParams }: Props) {
  const [{ caseId }, { from }] = await Promise.all([params, searchParams]);
  const kept = await keptFor(caseId, "proposeErasure");
  const file = await read(getCase, { caseId });
  const t = await getTranslations("retention.screen.erase");
  return (
    <ActPage caseId={caseId} code={kept.code} from={from} title={t("title")} lead={t("lead")}>
      <Consequences file={file} kept={kept} />
      <EraseForm caseId={caseId} from={from} />
    </ActPage>
  );
}
