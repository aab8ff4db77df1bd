import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActPage } from "@/components/retention/act-page";
import { RestrictForm } from "@/components/retention/restrict-form";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { keptFor } from "../_kept";

type Props = { params: Promise<{ caseId: string }> };

const steps = ["write", "share", "reveal", "lists", "month"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.restrict"))("title") };
}

export default async function RestrictPage({ params }: Props) {
  const { caseId } = await params;
  const { code, version } = await keptFor(caseId, "restrict");
  const t = await getTranslations("retention.screen.restrict");
  return (
    <ActPage caseId={caseId} code={code} title={t("title")} lead={t("lead")} words={["cases"]}>
      <Section title={t("happens")}>
        <ul className="flex list-disc flex-col gap-1.5 ps-5 marker:text-ink-2">
          {steps.map((step) => (
            <li key={step}>{t(`steps.${step}`)}</li>
          ))}
        </ul>
      </Section>
      <Notice tone="info">{t("help")}</Notice>
      <RestrictForm caseId={caseId} version={version} />
    </ActPage>
  );
}
