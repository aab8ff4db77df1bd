import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { Tabs } from "@/components/ui/tabs";
import { AlertCard } from "@/components/watch/alert-card";
import { currentStaff, read } from "@/lib/core/page";
import { isPermitted } from "@/lib/core/permissions";
import { listAlerts } from "@/lib/watch/queries";

type Props = { searchParams: Promise<{ show?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("watch.screen"))("title") };
}

export default async function WatchPage({ searchParams }: Props) {
  const show = (await searchParams).show === "all" ? "all" : "open";
  const [staff, { alerts }, t] = await Promise.all([
    currentStaff(),
    read(listAlerts, { show }),
    getTranslations("watch.screen"),
  ]);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        isPermitted(staff, "watch.settings") && (
          <LinkButton href="/admin/watch" variant="quiet">
            {t("settings")}
          </LinkButton>
        )
      }
    >
      <Tabs
        label={t("show")}
        items={[
          { href: "/watch", label: t("open"), current: show === "open" },
          { href: "/watch?show=all", label: t("all"), current: show === "all" },
        ]}
      />
      {alerts.length === 0 && <Empty>{t(show === "open" ? "none" : "noneAtAll")}</Empty>}
      <ul className="grid gap-2.5 empty:hidden">
        {alerts.map((alert) => (
          <li key={alert.id}>
            <AlertCard alert={alert} mayReadRecords={isPermitted(staff, "audit.list")} />
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-2">{t("yours")}</p>
    </Page>
  );
}
