import { useLocale, useTranslations } from "next-intl";
import { Stat } from "@/components/ui/stat";
import { StatusTag } from "@/components/ui/status-tag";
import { formatDue, relativeDue } from "@/lib/core/dates";
import { withSearch } from "@/lib/core/search";
import type { CoordinatorDashboard, Figure } from "@/lib/dashboard/schema";

/** The numbers of the week. Each leads to the list that it counts. */
export function WeekNumbers({ numbers }: { numbers: CoordinatorDashboard }) {
  const [t, locale] = [useTranslations("dashboard.screen"), useLocale()];
  const {
    met,
    noSafePlace,
    noCaseworker,
    referralsWaiting,
    referralsLate,
    criticalNeedsLate,
    glassUnreviewed,
    overTheirTime,
    erasuresWaiting,
  } = numbers;
  const oldest =
    noCaseworker.oldest &&
    formatDue(relativeDue(new Date(numbers.asOf), new Date(noCaseworker.oldest)), locale);
  const shown = [
    {
      name: "noSafePlace",
      figure: noSafePlace,
      note: t("noSafePlaceNote", { count: noSafePlace.overOneDay }),
    },
    { name: "noCaseworker", figure: noCaseworker, note: oldest && t("noCaseworkerNote", { when: oldest }) },
    { name: "criticalNeedsLate", figure: criticalNeedsLate, note: null },
    { name: "referralsWaiting", figure: referralsWaiting, note: null },
    { name: "referralsLate", figure: referralsLate, note: null },
    { name: "met", figure: met, note: t("metNote", { count: met.before }) },
    {
      name: "glassUnreviewed",
      figure: glassUnreviewed,
      note: glassUnreviewed.late > 0 && (
        <StatusTag tone="act">{t("glassUnreviewedNote", { count: glassUnreviewed.late })}</StatusTag>
      ),
    },
    { name: "overTheirTime", figure: overTheirTime, note: null },
    { name: "erasuresWaiting", figure: erasuresWaiting, note: null },
  ] as const;
  return (
    <ul className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5">
      {shown.map(({ name, figure, note }) => (
        <li key={name} className="grid min-w-0">
          <Stat
            label={t(name)}
            value={figure.count}
            href={addressOf(figure)}
            note={note}
            definition={t(`${name}Definition`)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Where the list of a number is. */
export function addressOf({ list, search }: Figure): string {
  return withSearch(`/${list}`, search);
}
