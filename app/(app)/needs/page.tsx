import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NeedFilterBar } from "@/components/needs/need-filter-bar";
import { NeedTable } from "@/components/needs/need-table";
import { Page } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { read } from "@/lib/core/page";
import { listNeeds } from "@/lib/needs/queries";

type Search = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("needs.screen.list"))("title") };
}

/** Needs across cases: where the dashboard's number of late critical needs leads. */
export default async function NeedListPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = Object.fromEntries(Object.entries(await searchParams).filter(([, value]) => value !== ""));
  const [{ needs, total, next }, t] = await Promise.all([
    read(listNeeds, { limit: 25, ...search } as Record<string, string | number>),
    getTranslations("needs.screen.list"),
  ]);
  const onward = new URLSearchParams(
    Object.entries({ ...search, after: next ?? "" }).flatMap(([key, value]) =>
      [value].flat().map((one) => [key, String(one)]),
    ),
  );
  return (
    <Page width="wide" title={t("title")} lead={t("count", { count: total })}>
      <NeedFilterBar search={search} />
      <NeedTable needs={needs} />
      {next && <Pagination label={t("pages")} next={{ href: `/needs?${onward}`, label: t("next") }} />}
    </Page>
  );
}
