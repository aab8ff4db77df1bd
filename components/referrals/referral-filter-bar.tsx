import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import { urgencies } from "@/lib/needs/schema";

/** Narrows the list of referrals; the address holds the filter. */
export function ReferralFilterBar({ search }: { search: Record<string, string | string[] | undefined> }) {
  const [t, needs] = [useTranslations("referrals.screen.list"), useTranslations("needs")];
  const any = { value: "", label: t("any") };
  const chosen = (name: string) => String(search[name] ?? "");
  return (
    <FilterBar
      label={t("filter")}
      action="/referrals"
      submitLabel={t("apply")}
      clear={{ href: "/referrals", label: t("clear") }}
    >
      {[search.group ?? []].flat().map((group) => (
        <input key={group} type="hidden" name="group" value={group} />
      ))}
      <Select
        name="mine"
        label={t("whose")}
        defaultValue={chosen("mine")}
        options={[any, { value: "1", label: t("mine") }]}
      />
      <Select
        name="late"
        label={t("due")}
        defaultValue={chosen("late")}
        options={[any, { value: "1", label: t("onlyLate") }]}
      />
      <Select
        name="urgency"
        label={t("urgency")}
        defaultValue={chosen("urgency")}
        options={[any, ...urgencies.map((value) => ({ value, label: needs(`urgency.${value}`) }))]}
      />
    </FilterBar>
  );
}
