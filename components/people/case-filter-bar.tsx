import { getLocale, getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import { type CaseFilter, caseStatusGroups } from "@/lib/cases/filter";
import { safeTonight } from "@/lib/cases/schema";
import { isNoAnswer } from "@/lib/core/no-answer";
import { languageChoices } from "./language-list";

type Props = {
  filter: Record<string, string>;
  sites: readonly { id: string; name: string }[];
};

const fields = [
  "status",
  "assignee",
  "safeTonight",
  "siteId",
  "language",
] as const satisfies (keyof CaseFilter)[];

/** Narrows the list of people. What it has no field for, because a dashboard set it, it keeps. */
export async function CaseFilterBar({ filter, sites }: Props) {
  const [t, cases, core, locale] = await Promise.all([
    getTranslations("people.screen.list"),
    getTranslations("cases"),
    getTranslations("core.noAnswer"),
    getLocale(),
  ]);
  const kept = Object.entries(filter).filter(([name]) => !(fields as readonly string[]).includes(name));
  const colleague = ["me", "none", undefined].includes(filter.assignee) ? [] : [filter.assignee!];
  const choices: Record<(typeof fields)[number], { value: string; label: string }[]> = {
    status: caseStatusGroups.map((value) => ({
      value,
      label: cases(`statusGroup.${value}`),
    })),
    assignee: [
      { value: "me", label: t("mine") },
      { value: "none", label: t("nobody") },
      ...colleague.map((value) => ({ value, label: t("which.oneColleague") })),
    ],
    safeTonight: safeTonight.map((value) => ({
      value,
      label: isNoAnswer(value) ? core(value) : cases(`safeTonight.${value}`),
    })),
    siteId: sites.map(({ id, name }) => ({ value: id, label: name })),
    language: languageChoices(locale).all,
  };
  const labels = {
    status: t("status"),
    assignee: t("assignee"),
    safeTonight: t("safeTonight"),
    siteId: t("site"),
    language: t("language"),
  };
  return (
    <FilterBar label={t("filter")} action="/people" submitLabel={t("apply")} keep={Object.fromEntries(kept)}>
      {fields.map((name) => (
        <Select
          key={name}
          name={name}
          label={labels[name]}
          placeholder={name === "status" ? undefined : t("any")}
          options={choices[name]}
          defaultValue={filter[name] ?? ""}
        />
      ))}
    </FilterBar>
  );
}
