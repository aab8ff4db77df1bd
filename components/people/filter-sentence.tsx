import { getLocale, getTranslations } from "next-intl/server";
import type { CaseFilter } from "@/lib/cases/filter";
import type { CaseRow } from "@/lib/cases/listing/schema";
import { formatDate } from "@/lib/core/dates";
import { languageName } from "@/lib/core/names";

type Props = {
  filter: Partial<Record<keyof CaseFilter, string>>;
  total: number;
  capped: boolean;
  cases: readonly CaseRow[];
  sites: readonly { id: string; name: string }[];
};

/** The filter and what it counts, in one sentence: whoever comes from a dashboard sees the same number again. */
export async function FilterSentence({ filter, total, capped, cases, sites }: Props) {
  const [t, locale] = await Promise.all([getTranslations("people.screen.list"), getLocale()]);
  const { status = "open", assignee, siteId, safeTonight, language, metSince, criticalLate } = filter;
  const site = sites.find(({ id }) => id === siteId)?.name;
  const name = cases[0]?.assigneeName;
  const which = [
    t(`which.${status as "open"}`),
    assignee === "me" && t("which.me"),
    assignee === "none" && t("which.none"),
    assignee &&
      !["me", "none"].includes(assignee) &&
      (name ? t("which.colleague", { name }) : t("which.oneColleague")),
    safeTonight && t(`which.tonight.${safeTonight as "yes"}`),
    criticalLate && t("which.criticalLate"),
    metSince && t("which.metSince", { date: formatDate(new Date(metSince), locale) }),
    language && t("which.speaks", { language: languageName(language, locale) }),
    siteId && (site ? t("which.site", { site }) : t("which.oneSite")),
  ];
  const values = { count: total, which: which.filter(Boolean).join(" · ") };
  return <p role="status">{capped ? t("showingMany", values) : t("showing", values)}</p>;
}
