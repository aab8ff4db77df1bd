import { getLocale, getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { Empty } from "@/components/ui/empty";
import { Timeline } from "@/components/ui/timeline";
import { formatDateTime } from "@/lib/core/dates";
import type { NoteOut } from "@/lib/notes/schema";

/** Notes with who wrote them and when, each in its own language and direction. */
export async function NoteList({ notes }: { notes: readonly NoteOut[] }) {
  const [t, locale] = await Promise.all([getTranslations("notes"), getLocale()]);
  if (notes.length === 0) return <Empty>{t("screen.none")}</Empty>;
  const items = notes.map((note) => ({
    key: note.id,
    title: t(`kind.${note.kind}`),
    meta: `${formatDateTime(new Date(note.occurredAt), locale)} · ${note.authorName}`,
    children: note.body.split(/\n+/).map((paragraph, i) => (
      <p key={i}>
        <Bdi lang={note.language}>{paragraph}</Bdi>
      </p>
    )),
  }));
  return <Timeline items={items} />;
}
