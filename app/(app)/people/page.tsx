import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { CaseTable } from "@/components/cases/case-table";
import { CaseFilterBar } from "@/components/people/case-filter-bar";
import { FilterSentence } from "@/components/people/filter-sentence";
import { FindPerson } from "@/components/people/find-person";
import { Disclosure } from "@/components/ui/disclosure";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { listCases } from "@/lib/cases/listing/queries";
import { currentStaffAs, read } from "@/lib/core/page";
import { listSites } from "@/lib/organisations/queries";

type Props = { searchParams: Promise<Record<string, string | string[]>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.screen"))("title") };
}

export default async function PeoplePage({ searchParams }: Props) {
  await currentStaffAs("caseworker", "coordinator");
  const { after, limit = "25", ...filter } = chosen(await searchParams);
  const [{ cases, total, totalCapped, next }, { sites }, t, { people }] = await Promise.all([
    read(listCases, { ...filter, limit, ...(after && { after }) }),
    read(listSites, {}),
    getTranslations("people.screen"),
    getMessages(),
  ]);
  const page = (cursor?: string) =>
    `/people?${new URLSearchParams({ ...filter, ...(cursor && { after: cursor }) })}`;
  const narrowed = Object.keys(filter).length > 0;
  const empty = narrowed ? t("list.empty") : t("list.none");
  return (
    <Page width="wide" title={t("title")} actions={<LinkButton href="/people/new">{t("new")}</LinkButton>}>
      <FindPerson words={people.screen.find} strengths={people.strength} newPerson={t("new")} />
      <Section id="list" title={t("list.title")}>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <FilterSentence filter={filter} total={total} capped={totalCapped} cases={cases} sites={sites} />
          {narrowed && <a href="/people">{t("list.clear")}</a>}
        </div>
        <Disclosure summary={t("list.filter")}>
          <CaseFilterBar filter={filter} sites={sites} />
        </Disclosure>
        <CaseTable caption={t("list.title")} cases={cases} now={new Date()} empty={<Empty>{empty}</Empty>} />
        <Pagination
          label={t("list.pages")}
          previous={after ? { href: page(), label: t("list.first") } : undefined}
          next={next ? { href: page(next), label: t("list.next") } : undefined}
        />
      </Section>
    </Page>
  );
}

/** What the address says, without fields that a form left empty. */
function chosen(search: Record<string, string | string[]>): Record<string, string> {
  const entries = Object.entries(search).map(([name, value]) => [name, [value].flat()[0] ?? ""] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}
