import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ErasureFilterBar } from "@/components/retention/erasure-filter-bar";
import { ErasureTable } from "@/components/retention/erasure-table";
import { Page } from "@/components/ui/page";
import { currentStaffFor, read } from "@/lib/core/page";
import { isPermitted } from "@/lib/core/permissions";
import { listSites } from "@/lib/organisations/queries";
import { listErasures } from "@/lib/retention/erasing/queries";
import type { ErasureFilter } from "@/lib/retention/erasing/schema";

type Props = { searchParams: Promise<{ status?: string; siteId?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.erasures"))("title") };
}

export default async function ErasuresPage({ searchParams }: Props) {
  const staff = await currentStaffFor("erasure.list");
  const { status = "proposed", siteId } = await searchParams;
  const filter = { status: status as ErasureFilter["status"], siteId: siteId || undefined };
  const { erasures } = await read(listErasures, filter);
  // Who guards data sees no site of a file.
  const { sites } = isPermitted(staff, "case.list") ? await read(listSites, {}) : { sites: [] };
  const t = await getTranslations("retention.screen.erasures");
  return (
    <Page width="wide" title={t("title")} lead={t("lead")}>
      <ErasureFilterBar filter={filter} sites={sites} />
      <ErasureTable erasures={erasures} waiting={filter.status === "proposed"} />
    </Page>
  );
}
