import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import { formatDate } from "@/lib/core/dates";
import type { OwnFactors } from "@/lib/users/factors/schema";
import type { FactorRow } from "./own-factors";

/** One's factors as their rows say them: the browser formats no dates. */
export async function factorRows({ totp, passkeys }: OwnFactors) {
  const [t, locale] = await Promise.all([getTranslations("factors.mine"), getLocale()]);
  const day = (at: string) => formatDate(new Date(at), locale);
  const rows: FactorRow[] = passkeys.map(({ id, name, addedAt, lastUsedAt }) => ({
    ...{ id, name, since: t("added", { date: day(addedAt) }) },
    used: lastUsedAt ? t("used", { date: day(lastUsedAt) }) : t("neverUsed"),
  }));
  const app: FactorRow | null = totp && {
    ...{ id: "app", name: t("app"), used: "" },
    since: t("since", { date: day(totp.since) }),
  };
  return { app, passkeys: rows };
}
