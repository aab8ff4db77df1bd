import "server-only";
import { getTranslations } from "next-intl/server";
import { env } from "@/lib/core/env";
import { leaves } from "@/lib/core/leaving";

/** Words and addresses of the exit button, the same on every page. */
export async function exitProps() {
  const t = await getTranslations("shell");
  return {
    label: t("exit"),
    href: "/api/leave",
    away: env.exitUrl,
    endUrl: "/api/commands/session.revoke",
    leaves,
    pressWords: [t("exitPressTwo"), t("exitPressOne")] as const,
  };
}
