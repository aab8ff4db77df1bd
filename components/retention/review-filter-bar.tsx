import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import type { ReviewFilter } from "@/lib/retention/reviewing/schema";
import { reviewRules } from "@/lib/retention/schema";

type Props = {
  filter: { [Field in keyof ReviewFilter]: ReviewFilter[Field] | undefined };
  sites: readonly { id: string; name: string }[];
};

/** Which of the files whose time is over, in the address. */
export async function ReviewFilterBar({ filter, sites }: Props) {
  const t = await getTranslations("retention");
  const some = filter.rule ?? filter.siteId;
  return (
    <FilterBar
      label={t("screen.review.filter")}
      action="/retention"
      submitLabel={t("screen.review.apply")}
      {...(some && { clear: { href: "/retention", label: t("screen.review.clear") } })}
    >
      <Select
        name="rule"
        label={t("screen.review.rule")}
        placeholder={t("screen.review.any")}
        defaultValue={filter.rule ?? ""}
        options={reviewRules.map((value) => ({ value, label: t(`reviewing.rule.${value}`) }))}
      />
      {sites.length > 1 && (
        <Select
          name="siteId"
          label={t("screen.review.site")}
          placeholder={t("screen.review.allSites")}
          defaultValue={filter.siteId ?? ""}
          options={sites.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </FilterBar>
  );
}
