import { getTranslations } from "next-intl/server";
import { StatusTag } from "@/components/ui/status-tag";
import type { Account } from "@/lib/users/schema";

/** What somebody shows besides the password; that there is nothing yet stands out. */
export async function FactorWords({ factors: { passkeys, totp } }: Pick<Account, "factors">) {
  const t = await getTranslations("users.staff");
  if (passkeys === 0 && !totp) return <StatusTag tone="attention">{t("noFactor")}</StatusTag>;
  return t("factors", { passkeys, totp: String(totp) });
}
