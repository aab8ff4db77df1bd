import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { SettingsForm } from "@/components/retention/settings-form";
import { SettingsList } from "@/components/retention/settings-list";
import { Page } from "@/components/ui/page";
import { currentStaff, read } from "@/lib/core/page";
import { canConfigure } from "@/lib/retention/policy";
import { getRetentionSettings } from "@/lib/retention/reviewing/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.settings"))("title") };
}

export default async function RetentionSettingsPage() {
  const [staff, { days }] = await Promise.all([currentStaff(), read(getRetentionSettings, {})]);
  const t = await getTranslations("retention.screen.settings");
  return (
    <Page width="text" title={t("title")} lead={t("lead")}>
      {canConfigure(staff) ? (
        <Words of={["retention"]}>
          <SettingsForm days={days} />
        </Words>
      ) : (
        <SettingsList days={days} />
      )}
    </Page>
  );
}
