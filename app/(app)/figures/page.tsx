import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CellFigure } from "@/components/figures/cell-figure";
import { Page } from "@/components/ui/page";
import { Stat } from "@/components/ui/stat";
import { caseStatuses } from "@/lib/cases/schema";
import { formatPartialDate, type PartialDate } from "@/lib/core/dates";
import { placeName } from "@/lib/core/names";
import { read } from "@/lib/core/page";
import { getFigures } from "@/lib/figures/queries";
import { nationalityGroups } from "@/lib/figures/schema";
import { needCategories } from "@/lib/needs/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("figures.screen"))("title") };
}

export default async function FiguresPage() {
  const [figures, t, cases, needs, locale] = await Promise.all([
    read(getFigures, {}),
    getTranslations("figures"),
    getTranslations("cases"),
    getTranslations("needs"),
    getLocale(),
  ]);
  const title = (list: "month" | "status" | "nationality" | "province") => ({
    title: t(`screen.list.${list}`),
    what: t(`screen.what.${list}`),
    cells: figures[list],
  });
  const of = <Code extends string>(codes: readonly Code[], key: string) =>
    codes.find((code) => code === key)!;
  const category = (key: string) => needs(`category.${of(needCategories, key)}`);
  return (
    <Page width="wide" title={t("screen.title")} lead={t("screen.lead")}>
      <div className="max-w-80">
        <Stat label={t("screen.cases")} value={figures.cases ?? t("screen.fewer")} />
      </div>
      <p className="max-w-text text-sm text-ink-2">{t("screen.hiddenNote")}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-2">
        <CellFigure {...title("month")} nameOf={(key) => formatPartialDate(key as PartialDate, locale)} />
        <CellFigure {...title("status")} nameOf={(key) => cases(`status.${of(caseStatuses, key)}`)} />
        <CellFigure
          {...title("nationality")}
          nameOf={(key) => t(`nationality.${of(nationalityGroups, key)}`)}
        />
        <CellFigure
          {...title("province")}
          nameOf={(key) => (key === "not_known" ? t("nationality.not_known") : placeName(key))}
        />
        <CellFigure
          title={t("screen.list.met")}
          what={t("screen.what.need")}
          cells={figures.met}
          nameOf={category}
        />
        <CellFigure
          title={t("screen.list.unmet")}
          what={t("screen.what.need")}
          cells={figures.unmet}
          nameOf={category}
        />
      </div>
    </Page>
  );
}
