import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoneNotice } from "@/components/retention/done-notice";
import { ReviewFilterBar } from "@/components/retention/review-filter-bar";
import { ReviewTable } from "@/components/retention/review-table";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { siteIdsOf } from "@/lib/core/actor";
import { currentStaffFor, read } from "@/lib/core/page";
import { withSearch } from "@/lib/core/search";
import { listSites } from "@/lib/organisations/queries";
import { listOverTheirTime } from "@/lib/retention/reviewing/queries";
import type { ReviewFilter } from "@/lib/retention/reviewing/schema";

type Props = { searchParams: Promise<Partial<Record<"rule" | "siteId" | "after" | "done", string>>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.review"))("title") };
}

export default async function ReviewPage({ searchParams }: Props) {
  const staff = await currentStaffFor("retention.list");
  const { rule, siteId, after, done } = await searchParams;
  const filter = { rule: (rule || undefined) as ReviewFilter["rule"], siteId: siteId || undefined };
  const { rows, next, now, erasuresWaiting } = await read(listOverTheirTime, { ...filter, after });
  const { sites } = await read(listSites, {});
  const t = await getTranslations("retention.screen.review");
  const address = (from?: string) => withSearch("/retention", { ...filter, after: from });
  return (
    <Page width="wide" title={t("title")} lead={t("lead")}>
      <DoneNotice done={done} />
      {erasuresWaiting > 0 && (
        <Notice tone="info">
          {t("waiting", { count: erasuresWaiting })}{" "}
          <a href={withSearch("/erasures", { siteId })}>{t("toErasures")}</a>
        </Notice>
      )}
      <ReviewFilterBar filter={filter} sites={sites.filter(({ id }) => siteIdsOf(staff).includes(id))} />
      <ReviewTable rows={rows} now={new Date(now)} filtered={Boolean(rule || siteId)} />
      <Pagination
        label={t("pages")}
        previous={after ? { href: address(), label: t("newest") } : undefined}
        next={next ? { href: address(next), label: t("more") } : undefined}
      />
    </Page>
  );
}
