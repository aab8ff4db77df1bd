import { getTranslations } from "next-intl/server";
import { StatusTag, type Tone } from "@/components/ui/status-tag";
import type { UserStatus } from "@/lib/users/schema";

const tones: Record<UserStatus, Tone> = { invited: "info", active: "done", deactivated: "neutral" };

export async function AccountStatus({ status }: { status: UserStatus }) {
  const t = await getTranslations("users.status");
  return <StatusTag tone={tones[status]}>{t(status)}</StatusTag>;
}
