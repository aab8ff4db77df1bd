import { getLocale, getTranslations } from "next-intl/server";
import { CaseCode } from "@/components/cases/case-code";
import { Words } from "@/components/forms/words";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { StatusTag } from "@/components/ui/status-tag";
import type { AccessRow } from "@/lib/access/schema";
import { accessWorkflow } from "@/lib/access/workflow";
import { formatDateTime } from "@/lib/core/dates";
import { AnswerForm } from "./answer-form";
import { EndButton } from "./end-button";
import { ReviewForm } from "./review-form";

/** One access: who, to which case, why, until when, and what is left to say about it. */
export async function AccessCard({ row, own }: { row: AccessRow; own?: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("access"), getLocale()]);
  const when = (iso: string) => formatDateTime(new Date(iso), locale);
  const isGlass = row.kind === "glass";
  const running = own && (row.status === "waiting" || row.status === "open");
  const sentence = own
    ? t(isGlass ? "screen.own.glass" : "screen.own.asked")
    : t(isGlass ? "screen.glass" : "screen.asked", { name: row.userName });
  return (
    <Card level={3} title={<Code row={row} />}>
      <div className="flex flex-wrap gap-2">
        <StatusTag tone={own && row.status === "waiting" ? "info" : accessWorkflow[row.status].tone}>
          {t(`status.${row.status}`)}
        </StatusTag>
        {row.reviewOutcome && <StatusTag tone="info">{t(`reviewOutcome.${row.reviewOutcome}`)}</StatusTag>}
      </div>
      <p>{sentence}</p>
      <p className="text-sm text-ink-2">{[row.siteName, when(row.createdAt), ...facts()].join(" · ")}</p>
      {row.reason && (
        <blockquote className="border-s-4 border-divider ps-3 wrap-break-word">
          <Bdi>{row.reason}</Bdi>
        </blockquote>
      )}
      <Words of={["access"]}>
        {row.canAnswer && <AnswerForm accessId={row.id} version={row.version} code={row.code} />}
        {row.canReview && <ReviewForm accessId={row.id} version={row.version} />}
        {running && (
          <div className="flex flex-wrap gap-2">
            <EndButton
              accessId={row.id}
              label={t(row.status === "waiting" ? "screen.takeBack" : "screen.end")}
              then="/access"
            />
          </div>
        )}
      </Words>
    </Card>
  );

  function facts(): string[] {
    const { status, endsAt, answeredByName, reviewDueAt, reviewLate, reviewOutcome } = row;
    return [
      answeredByName && t("screen.answeredBy", { name: answeredByName }),
      endsAt && t(status === "open" ? "screen.until" : "screen.was", { when: when(endsAt) }),
      reviewDueAt &&
        !reviewOutcome &&
        t(reviewLate ? "screen.reviewLate" : "screen.reviewDue", { when: when(reviewDueAt) }),
    ].filter((fact) => typeof fact === "string");
  }
}

function Code({ row: { caseId, code } }: { row: AccessRow }) {
  return caseId ? (
    <a href={`/cases/${caseId}`}>
      <CaseCode code={code} />
    </a>
  ) : (
    <CaseCode code={code} />
  );
}
