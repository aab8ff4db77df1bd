import { getLocale, getTranslations } from "next-intl/server";
import { formatDate } from "@/lib/core/dates";
import type { KeptOfCase } from "@/lib/retention/reviewing/schema";

/** Why a record is looked at again on these days, a sentence for each rule. */
export async function KeptReasons({ kept }: { kept: KeptOfCase }) {
  const [t, locale] = await Promise.all([getTranslations("retention"), getLocale()]);
  const day = (iso: string) => formatDate(new Date(iso), locale);
  const { rules, keptUntil, keptBecause, backupDays } = kept;
  return (
    <ul className="flex max-w-text list-disc flex-col gap-1.5 ps-5 marker:text-ink-2">
      {rules.map(({ rule, from, days }) => (
        <li key={rule}>{t(`screen.kept.rule.${rule}`, { from: day(from), days })}</li>
      ))}
      {keptUntil && keptBecause && (
        <li>
          {t("screen.kept.keptUntil", {
            when: day(keptUntil),
            because: t(`reviewing.because.${keptBecause}`),
          })}
        </li>
      )}
      <li>{t("screen.kept.backups", { days: backupDays })}</li>
    </ul>
  );
}
