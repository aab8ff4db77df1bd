import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseFrame } from "@/components/cases/case-frame";
import { LookerFilter } from "@/components/cases/looker-filter";
import { LookerList } from "@/components/cases/looker-list";
import { lookersAsked } from "@/components/cases/lookers-asked";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { listLookers } from "@/lib/cases/looking/queries";
import { getCase } from "@/lib/cases/reading/queries";
import { read } from "@/lib/core/page";

type Props = {
  params: Promise<{ caseId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const shown = 25;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cases.screen.looked"))("title") };
}

export default async function LookedPage({ params, searchParams }: Props) {
  const { caseId } = await params;
  const asked = lookersAsked(await searchParams);
  const { after, ...filter } = asked.right;
  const file = await read(getCase, { caseId });
  const { lookers, next } = await read(listLookers, { caseId, ...asked.right, limit: shown } as never);
  const t = await getTranslations("cases.screen.looked");
  const href = (from?: string) => {
    const search = new URLSearchParams({ ...filter, ...(from && { after: from }) });
    return `/cases/${caseId}/looked${search.size > 0 ? `?${search}` : ""}`;
  };
  return (
    <CaseFrame file={file} section="looked">
      <Section title={t("title")} lead={t("why")}>
        <LookerFilter href={`/cases/${caseId}/looked`} asked={asked} />
        <LookerList lookers={lookers} />
        <Pagination
          label={t("pages")}
          previous={after ? { href: href(), label: t("newest") } : undefined}
          next={next ? { href: href(next), label: t("older") } : undefined}
        />
        <p className="text-sm text-ink-2">{t("listed")}</p>
      </Section>
    </CaseFrame>
  );
}
