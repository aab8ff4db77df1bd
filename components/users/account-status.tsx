import { getLocale, getTranslations } from "next-intl/server";
import { StatusTag, type Tone } from "@/components/ui/status-tag";
import { formatDate } from "@/lib/core/dates";
import type { Account, UserStatus } from "@/lib/users/schema";

const tones: Record<UserStatus, Tone> = { invited: "info", active: "done", deactivated: "neutral" };

/** Whether an account opens anything; one whose time is over says since when. */
export async function AccountStatus({ status, ended, endsAt }: Pick<Account, "status" | "ended" | "endsAt">) {
  const [t, locale] = await Promise.all([getTranslations("users"), getLocale()]);
  if (ended && status !== "deactivated")
    return <StatusTag>{t("staff.endedOn", { date: formatDate(new Date(endsAt!), locale) })}</StatusTag>;
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>;
}
