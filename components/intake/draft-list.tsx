import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { StatusTag } from "@/components/ui/status-tag";
import { formatDateTime } from "@/lib/core/dates";
import type { DraftRow } from "@/lib/intake/schema";
import { DiscardDraft } from "./discard-draft";

/** A draft, and whether it is past the time for which drafts are kept. */
type Shown = DraftRow & { abandoned?: boolean };

/** True for a draft that cannot go on, since nobody uses the record that it belongs to. */
function isOutOfUse({ caseId, code }: DraftRow): boolean {
  return caseId !== null && code === null;
}

/** One's own drafts as cards: how far each is, and the way back into it. */
export async function DraftList({ drafts, level = 3 }: { drafts: readonly Shown[]; level?: 2 | 3 }) {
  const [t, locale, messages] = await Promise.all([getTranslations("intake"), getLocale(), getMessages()]);
  return (
    <ul className="flex flex-col gap-2.5">
      {drafts.map((draft) => (
        <li key={draft.draftId}>
          <Card
            level={level}
            title={
              draft.code ? (
                <>
                  {t("screen.draft.of")} <Bdi dir="ltr">{draft.code}</Bdi>
                </>
              ) : (
                t(isOutOfUse(draft) ? "screen.draft.outOfUse" : "screen.draft.noName")
              )
            }
            meta={t(`level.${draft.level}`)}
          >
            <p className="text-ink-2">
              {t("screen.draft.progress", { answered: draft.answered, pages: draft.pages })} ·{" "}
              {formatDateTime(new Date(draft.updatedAt), locale)}
            </p>
            {draft.abandoned && <StatusTag tone="attention">{t("screen.draft.abandoned")}</StatusTag>}
            {!isOutOfUse(draft) && (
              <div>
                <LinkButton href={`/people/new/${draft.draftId}/${draft.step}`} variant="quiet" size="small">
                  {t("screen.draft.goOn")}
                </LinkButton>
              </div>
            )}
            <DiscardDraft draftId={draft.draftId} words={messages.intake.screen.draft} />
          </Card>
        </li>
      ))}
    </ul>
  );
}
