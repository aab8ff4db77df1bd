import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Bdi } from "@/components/ui/bdi";
import { Empty } from "@/components/ui/empty";
import { StatusTag } from "@/components/ui/status-tag";
import { Timeline } from "@/components/ui/timeline";
import { formatDateTime } from "@/lib/core/dates";
import type { NoteOut } from "@/lib/notes/schema";
import { RevealNote } from "./reveal-note";

/** Notes with who wrote them and when, each in its own language and direction. */
export async function NoteList({ notes }: { notes: readonly NoteOut[] }) {
  const [t, locale] = await Promise.all([getTranslations("notes"), getLocale()]);
  if (notes.length === 0) return <Empty>{t("screen.none")}</Empty>;
  const items = notes.map((note) => ({
    key: note.id,
    title: t(`kind.${note.kind}`),
    meta: `${formatDateTime(new Date(note.occurredAt), locale)} · ${note.authorName}`,
    children: note.body === null ? <ForFewEyes note={note} /> : <Paragraphs note={note} text={note.body} />,
  }));
  return <Timeline items={items} />;
}

function Paragraphs({ note, text }: { note: NoteOut; text: string }) {
  return text.split(/\n+/).map((paragraph, i) => (
    <p key={i}>
      <Bdi lang={note.language}>{paragraph}</Bdi>
    </p>
  ));
}

async function ForFewEyes({ note: { id, privacy, mayReveal, authorName } }: { note: NoteOut }) {
  const t = await getTranslations("notes");
  return (
    <div className="flex flex-col items-start gap-2">
      <StatusTag tone="restricted">{t(`forFew.${privacy}`)}</StatusTag>
      {mayReveal ? (
        <Words of={["notes", "people"]}>
          <RevealNote noteId={id} what={t("screen.few.masked")} />
        </Words>
      ) : (
        <p className="text-ink-2">{t("screen.few.notYou", { name: authorName })}</p>
      )}
    </div>
  );
}
