import { getTranslations } from "next-intl/server";
import { SummaryList } from "@/components/ui/summary-list";
import { retentionClasses, type RetentionDays } from "@/lib/retention/schema";

/** How many days everything is kept, and why, for those who live by it. */
export async function SettingsList({ days }: { days: RetentionDays }) {
  const t = await getTranslations("retention");
  const rows = retentionClasses.map((one) => ({
    key: one,
    label: t(`reviewing.class.${one}`),
    value: (
      <>
        <strong>{t("screen.settings.value", { days: days[one] })}</strong>
        <br />
        {t(`screen.settings.law.${one}`)}
      </>
    ),
  }));
  return <SummaryList rows={rows} />;
}
