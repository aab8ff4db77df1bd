import { getLocale, getTranslations } from "next-intl/server";
import { formatDate, startOfDay } from "@/lib/core/dates";
import type { Account } from "@/lib/users/schema";
import type { AuditQuestion } from "./audit-question";

/** A question in one sentence: what was asked, about whom, and for which time. */
export async function questionWords({ asked }: AuditQuestion, staff: readonly Account[]): Promise<string> {
  const [t, locale] = await Promise.all([getTranslations("audit.page"), getLocale()]);
  const day = (date?: string) => (date ? formatDate(startOfDay(date), locale) : "none");
  const time = { day: day(asked.day), from: day(asked.from), to: day(asked.to) };
  const who = staff.find(({ id }) => id === asked.actorId)?.name ?? "none";
  const values = { ...time, actor: who, caseCode: asked.caseCode ?? "none", kind: asked.kind ?? "none" };
  return asked.question ? t(`answer.${asked.question}`, values) : t("question", values);
}
