import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Page } from "@/components/ui/page";
import { ThresholdForm } from "@/components/watch/threshold-form";
import { read } from "@/lib/core/page";
import { getWatchSettings } from "@/lib/watch/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("watch.settings"))("title") };
}

export default async function WatchSettingsPage() {
  const [{ thresholds }, t] = await Promise.all([
    read(getWatchSettings, {}),
    getTranslations("watch.settings"),
  ]);
  return (
    <Page width="text" title={t("title")} lead={t("lead")}>
      <Words of={["watch"]}>
        <ThresholdForm thresholds={thresholds} />
      </Words>
    </Page>
  );
}
