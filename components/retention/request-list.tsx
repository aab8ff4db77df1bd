import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { StatusTag } from "@/components/ui/status-tag";
import { formatDate } from "@/lib/core/dates";
import type { RequestRow } from "@/lib/retention/requesting/schema";
import type { KeptOfCase } from "@/lib/retention/reviewing/schema";
import type { RequestKind } from "@/lib/retention/schema";
import { type Act, hrefOfAct } from "./addresses";
import { AnswerForm } from "./answer-form";

type Props = { kept: KeptOfCase; mayCorrect: boolean };

/** What the person asked about their own record, each with the act that answers it. */
export async function RequestList({ kept, mayCorrect }: Props) {
  const t = await getTranslations("retention.screen.kept");
  if (kept.requests.length === 0) return <Empty>{t("requestsNone")}</Empty>;
  return (
    <ul className="flex flex-col gap-2.5">
      {kept.requests.map((request) => (
        <li key={request.id}>
          <RequestCard kept={kept} request={request} mayCorrect={mayCorrect} />
        </li>
      ))}
    </ul>
  );
}

async function RequestCard({ kept, request, mayCorrect }: Props & { request: RequestRow }) {
  const [t, locale] = await Promise.all([getTranslations("retention"), getLocale()]);
  const day = (iso: string) => formatDate(new Date(iso), locale);
  const { kind, receivedAt, dueAt, answeredAt, outcome, wish, late, status } = request;
  const act = actOf(kind, kept, mayCorrect);
  const open = status === "open";
  return (
    <Card
      level={3}
      title={t(`requesting.kind.${kind}`)}
      meta={t("screen.kept.received", { when: day(receivedAt) })}
    >
      {wish && (
        <blockquote className="border-s-4 border-divider ps-3 wrap-break-word">
          <Bdi>{wish}</Bdi>
        </blockquote>
      )}
      <p>
        {late ? (
          <StatusTag tone="act">{t("screen.kept.late")}</StatusTag>
        ) : open ? (
          <StatusTag tone="info">{t("screen.kept.due", { when: day(dueAt) })}</StatusTag>
        ) : (
          outcome &&
          answeredAt &&
          t("screen.kept.answered", {
            when: day(answeredAt),
            outcome: t(`requesting.outcome.${outcome}`),
          })
        )}
      </p>
      {open && act && (
        <p>
          <LinkButton href={hrefOfAct(kept.caseId, act)} variant="quiet" size="small">
            {t(`screen.kept.does.${kind}`)}
          </LinkButton>
        </p>
      )}
      {open && kept.may.answerRequest && (
        <Disclosure summary={t("screen.kept.answer")}>
          <Words of={["retention"]}>
            <AnswerForm caseId={kept.caseId} request={request} />
          </Words>
        </Disclosure>
      )}
    </Card>
  );
}

/** The act that answers such a request by itself, if the actor may do it now. */
function actOf(kind: RequestKind, { may }: KeptOfCase, mayCorrect: boolean): Act | null {
  const acts = {
    copy: may.copy && "copy",
    correction: mayCorrect && "correct",
    restriction: may.restrict && "restrict",
    erasure: may.proposeErasure && "erase",
  } as const;
  return acts[kind] || null;
}
