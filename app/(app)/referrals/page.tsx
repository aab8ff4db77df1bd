import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReferralFilterBar } from "@/components/referrals/referral-filter-bar";
import { ReferralTable } from "@/components/referrals/referral-table";
import { Page } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import { read } from "@/lib/core/page";
import { withSearch } from "@/lib/core/search";
import { listReferrals } from "@/lib/referrals/queries";
import { referralGroups } from "@/lib/referrals/schema";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("referrals.screen"))("title") };
}

const openGroups = referralGroups.filter((group) => group !== "ended");

/** Referrals by group; every number on the dashboard leads here with its own filter. */
export default async function ReferralsPage({ searchParams }: Props) {
  const search = await searchParams;
  const group = search.group ?? [...openGroups];
  const filter = Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== "" && value !== undefined),
  );
  const [{ referrals, total, next }, t] = await Promise.all([
    read(listReferrals, { limit: 25, ...filter, group } as never),
    getTranslations("referrals"),
  ]);
  const tab = (name: string | undefined) =>
    withSearch("/referrals", { ...search, group: name, after: undefined });
  return (
    <Page width="wide" title={t("screen.title")} lead={t("screen.list.count", { count: total })}>
      <Tabs
        label={t("screen.list.groups")}
        items={[
          { href: tab(undefined), label: t("screen.list.open"), current: search.group === undefined },
          ...referralGroups.map((name) => ({
            href: tab(name),
            label: t(`group.${name}`),
            current: search.group === name,
          })),
        ]}
      />
      <ReferralFilterBar search={search} />
      <ReferralTable referrals={referrals} empty={t("screen.list.empty")} now={new Date()} />
      {next && (
        <Pagination
          label={t("screen.list.pages")}
          next={{ href: withSearch("/referrals", { ...search, after: next }), label: t("screen.list.next") }}
        />
      )}
    </Page>
  );
}
