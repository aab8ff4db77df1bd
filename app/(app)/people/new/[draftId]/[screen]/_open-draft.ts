import { notFound } from "next/navigation";
import { z } from "zod";
import type { Draft } from "@/components/intake/draft-keeper";
import type { Beginning } from "@/components/intake/place";
import { id } from "@/lib/core/fields";
import { read } from "@/lib/core/page";
import { getDraft, listDrafts } from "@/lib/intake/queries";
import { draftLevels } from "@/lib/intake/schema";

const beginningIn = z.object({ level: z.enum(draftLevels), case: id.optional() });

type Opened = { draft: Draft; beginning: Beginning | null };

/** The draft under this id; when there is none, an empty one if the address says how it begins. */
export async function openDraft(draftId: string, search: Record<string, unknown>): Promise<Opened> {
  const { drafts } = await read(listDrafts, {});
  const asked = beginningIn.safeParse(search);
  const beginning = asked.success ? { level: asked.data.level, caseId: asked.data.case ?? null } : null;
  if (drafts.some((draft) => draft.draftId === draftId)) {
    const { updatedAt, ...draft } = await read(getDraft, { draftId });
    return { draft: { ...draft, savedAt: updatedAt }, beginning };
  }
  if (!asked.success || !id.safeParse(draftId).success) notFound();
  const { level, case: caseId = null } = asked.data;
  const draft = { draftId, version: null, level, step: "talk", answers: {}, caseId, savedAt: null };
  return { draft, beginning };
}
