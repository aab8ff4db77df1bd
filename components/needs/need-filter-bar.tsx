import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import { urgencies } from "@/lib/needs/schema";

/** Narrows the list of needs; the address holds the filter. */
export async function NeedFilterBar({ search }: { search: Record<string, unknown> }) {
  const t = await getTranslations("needs");
  const any = { value: "", label: t("screen.list.all") };
  const chosen = (name: string) => String(search[name] ?? "");
  return (
    <FilterBar
      label={t("screen.list.filter")}
      action="/needs"
      submitLabel={t("screen.list.apply")}
      clear={{ href: "/needs?open=1", label: t("screen.list.clear") }}
    >
      <input type="hidden" name="open" value="1" />
      <Select
        name="urgency"
        label={t("screen.list.urgency")}
        defaultValue={chosen("urgency")}
        options={[any, ...urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))]}
      />
      <Select
        name="late"
        label={t("screen.list.due")}
        defaultValue={chosen("late")}
        options={[any, { value: "1", label: t("screen.list.onlyLate") }]}
      />
      <Select
        name="assignee"
        label={t("screen.list.whose")}
        defaultValue={chosen("assignee")}
        options={[any, { value: "me", label: t("screen.list.mine") }]}
      />
    </FilterBar>
  );
}
