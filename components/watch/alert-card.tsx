import { getLocale, getTranslations } from "next-intl/server";
import { auditHref } from "@/components/audit/audit-question";
import { Words } from "@/components/forms/words";
import { Card } from "@/components/ui/card";
import { StatusTag } from "@/components/ui/status-tag";
import { dayOf, formatDateTime } from "@/lib/core/dates";
import type { AlertOut } from "@/lib/watch/schema";
import { CloseAlert } from "./close-alert";

const aDay = 24 * 3_600_000;

/** One alert in a sentence, the records behind it for those who may read them, and how it was closed. */
export async function AlertCard({ alert, mayReadRecords }: { alert: AlertOut; mayReadRecords: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("watch"), getLocale()]);
  const { id, version, userId, userName: name, rule, count, closedAt, closedByName, outcome } = alert;
  const start = new Date(alert.periodStart);
  const until = rule === "night" ? new Date(start.getTime() + aDay / 2) : start;
  const records = auditHref({
    actorId: userId,
    from: dayOf(start),
    to: dayOf(until),
    ...(rule === "denied" && { kind: "denied" }),
    ...(rule === "own_name" && { action: "person.search" }),
  });
  return (
    <Card level={3} title={t(`sentence.${rule}`, { name, count })}>
      <div className="flex flex-wrap gap-2">
        <StatusTag tone={closedAt ? "done" : "attention"}>{t(`rule.${rule}`)}</StatusTag>
      </div>
      <p className="text-ink-2">{formatDateTime(start, locale)}</p>
      {mayReadRecords && (
        <p>
          <a href={records}>{t("screen.records")}</a>
        </p>
      )}
      {closedAt && outcome ? (
        <p>{t("screen.closed", { name: closedByName ?? "", outcome: t(`outcome.${outcome}`) })}</p>
      ) : (
        <Words of={["watch"]}>
          <CloseAlert alertId={id} version={version} about={t(`sentence.${rule}`, { name, count })} />
        </Words>
      )}
    </Card>
  );
}
