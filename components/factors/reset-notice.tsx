import { getLocale, getTranslations } from "next-intl/server";
import { formatDateTime } from "@/lib/core/dates";
import type { Me } from "@/lib/users/schema";
import { ResetBanner } from "./reset-banner";

/** Says that somebody wants to take away all one signs in with; nothing while nobody does. */
export async function ResetNotice({ reset }: { reset: Me["factorReset"] }) {
  if (!reset) return null;
  const [t, show, locale] = await Promise.all([
    getTranslations("factors.reset"),
    getTranslations("factors.show"),
    getLocale(),
  ]);
  const what = t("bannerBody", { by: reset.by });
  const when = reset.readyAt
    ? t("bannerReady", { when: formatDateTime(new Date(reset.readyAt), locale) })
    : t("bannerWaiting");
  return (
    <aside aria-label={t("bannerTitle")}>
      <ResetBanner
        resetId={reset.resetId}
        words={{
          title: t("bannerTitle"),
          body: `${what} ${when}`,
          stop: t("stop"),
          stopping: t("stopping"),
          stopped: t("stopped"),
          failed: show("failed"),
        }}
      />
    </aside>
  );
}
