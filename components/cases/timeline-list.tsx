import { getLocale, getTranslations } from "next-intl/server";
import type { z } from "zod";
import { Empty } from "@/components/ui/empty";
import { Timeline } from "@/components/ui/timeline";
import { sentenceOf } from "@/lib/audit/sentences";
import type { timelineEntry } from "@/lib/cases/reading/schema";
import { formatDateTime } from "@/lib/core/dates";

type Entry = z.output<typeof timelineEntry>;
const tones = { write: "info", share: "attention", view: "neutral" } as const;

/** What happened on a case, in sentences made from the audit trail. */
export async function TimelineList({ entries }: { entries: readonly Entry[] }) {
  const [t, audit, locale] = await Promise.all([
    getTranslations("cases.screen.timeline"),
    getTranslations("audit"),
    getLocale(),
  ]);
  if (entries.length === 0) return <Empty>{t("empty")}</Empty>;
  const visitOf = ({ action, reason }: Entry) =>
    action !== "access.breakGlass" && (reason === "glass" || reason === "asked") && t(`visit.${reason}`);
  const items = entries.map((entry) => {
    const { key, values } = sentenceOf({ ...entry, outcome: "allowed", caseCode: null } as never);
    return {
      key: entry.id,
      tone: tones[entry.kind],
      title: `${entry.actorName ?? t("system")} ${audit(key as "action.setup", values)}`,
      meta: [formatDateTime(new Date(entry.at), locale), visitOf(entry)].filter(Boolean).join(" · "),
    };
  });
  return <Timeline items={items} />;
}
