import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import type { CoordinatorDashboard } from "@/lib/dashboard/schema";

/** One site, or all that one coordinates. The address holds the choice. */
export function SiteChoice({
  sites,
  chosen,
}: {
  sites: CoordinatorDashboard["sites"];
  chosen: string | null;
}) {
  const t = useTranslations("dashboard.screen");
  return (
    <FilterBar label={t("site")} action="/dashboard" submitLabel={t("show")}>
      <Select
        name="siteId"
        label={t("site")}
        defaultValue={chosen ?? ""}
        options={[
          { value: "", label: t("allSites") },
          ...sites.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </FilterBar>
  );
}
