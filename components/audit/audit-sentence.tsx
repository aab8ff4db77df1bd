import { getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { StatusTag } from "@/components/ui/status-tag";
import type { AuditRow } from "@/lib/audit/schema";
import { sentenceOf } from "@/lib/audit/sentences";
import { watchRules } from "@/lib/watch/schema";
import { auditHref } from "./audit-question";
import { reasonInWords } from "./reason-words";

/** One act in words: who, what they did or tried to do, and why if they said so. */
export async function AuditSentence({ row }: { row: AuditRow }) {
  const [t, watch, reason] = await Promise.all([
    getTranslations("audit"),
    getTranslations("watch.rule"),
    reasonInWords(row.reason),
  ]);
  const unusual = watchRules.find((rule) => rule === row.unusual);
  const { key, values } = sentenceOf({
    ...row,
    subject: row.subject && isolated(row.subject),
    caseCode: row.caseCode && isolated(row.caseCode),
  });
  const act = t.has(key as never) ? t(key as never, values as never) : row.action;
  const actor = () => <ActorName row={row} />;
  return (
    <div className="flex flex-col items-start gap-0.5">
      <p>{t.rich("page.sentence", { actor, act })}</p>
      {row.reason && (
        <p className="text-sm font-normal text-ink-2">
          {t.rich("page.reason", { reason: () => reason ?? <Bdi>{row.reason}</Bdi> })}
        </p>
      )}
      {row.outcome === "denied" && <StatusTag tone="attention">{t("outcome.denied")}</StatusTag>}
      {unusual && <StatusTag tone="attention">{t("page.unusual", { rule: watch(unusual) })}</StatusTag>}
      {row.kind === "share" && <StatusTag tone="info">{t("kind.share")}</StatusTag>}
    </div>
  );
}

async function ActorName({ row: { actorKind, actorId, actorName } }: { row: AuditRow }) {
  const t = await getTranslations("audit.page");
  if (actorKind !== "staff") return <span className="font-semibold">{t(`actor.${actorKind}`)}</span>;
  if (!actorId || !actorName) return <span className="font-semibold">{t("actor.unknown")}</span>;
  return (
    <a href={auditHref({ actorId })} className="font-semibold">
      <Bdi>{actorName}</Bdi>
    </a>
  );
}

/** Keeps a name or code whole and in its own direction inside a sentence of any other: Unicode's first strong isolate. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
