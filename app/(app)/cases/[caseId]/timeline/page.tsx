import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseFrame } from "@/components/cases/case-frame";
import { TimelineList } from "@/components/cases/timeline-list";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import { getCase, getTimeline } from "@/lib/cases/reading/queries";
import { read } from "@/lib/core/page";

type Props = {
  params: Promise<{ caseId: string }>;
  searchParams: Promise<{ kind?: string; after?: string }>;
};

const kinds = [
  { label: "all", kind: undefined },
  { label: "changes", kind: "write" },
  { label: "shared", kind: "share" },
  { label: "looked", kind: "view" },
] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cases.screen.section"))("timeline") };
}

export default async function TimelinePage({ params, searchParams }: Props) {
  const [{ caseId }, { kind, after }] = await Promise.all([params, searchParams]);
  const chosen = kinds.find((one) => one.kind === kind) ?? kinds[0];
  const file = await read(getCase, { caseId });
  const page = await read(getTimeline, { caseId, kind: chosen.kind, after });
  const t = await getTranslations("cases.screen.timeline");
  const href = (of: string | undefined, from?: string) => {
    const search = new URLSearchParams({ ...(of && { kind: of }), ...(from && { after: from }) });
    return `/cases/${caseId}/timeline?${search}`;
  };
  return (
    <CaseFrame file={file} section="timeline">
      <Section title={t("title")}>
        <Tabs
          label={t("title")}
          items={kinds.map((one) => ({ href: href(one.kind), label: t(one.label), current: one === chosen }))}
        />
        <TimelineList entries={page.entries} />
        {page.next && (
          <Pagination label={t("pages")} next={{ href: href(chosen.kind, page.next), label: t("more") }} />
        )}
      </Section>
    </CaseFrame>
  );
}
