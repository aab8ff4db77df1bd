import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import { type ErasureFilter, erasureStatuses } from "@/lib/retention/erasing/schema";

type Props = {
  filter: { [Field in keyof ErasureFilter]: ErasureFilter[Field] | undefined };
  sites: readonly { id: string; name: string }[];
};

/** Which erasures, in the address. */
export async function ErasureFilterBar({ filter, sites }: Props) {
  const t = await getTranslations("retention");
  return (
    <FilterBar
      label={t("screen.erasures.filter")}
      action="/erasures"
      submitLabel={t("screen.erasures.apply")}
    >
      <Select
        name="status"
        label={t("screen.erasures.status")}
        defaultValue={filter.status ?? "proposed"}
        options={[
          ...erasureStatuses.map((value) => ({ value, label: t(`erasing.status.${value}`) })),
          { value: "all", label: t("screen.erasures.all") },
        ]}
      />
      {sites.length > 1 && (
        <Select
          name="siteId"
          label={t("screen.erasures.site")}
          placeholder={t("screen.erasures.allSites")}
          defaultValue={filter.siteId ?? ""}
          options={sites.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </FilterBar>
  );
}
