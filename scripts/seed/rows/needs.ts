import { newId } from "@/lib/core/ids";
import { firstStatusOf } from "@/lib/needs/policy";
import type { NeedStory } from "../stories/needs";
import type { CaseRows } from "./case";

/** The needs of a case with their events. Gives the id of each. */
export function addNeeds(rows: CaseRows): Map<NeedStory, string> {
  return new Map(rows.episode.needs.map((need) => [need, addNeed(rows, need)]));
}

function addNeed({ batch, caseId, seal, episode, tell }: CaseRows, need: NeedStory): string {
  const id = newId(need.identifiedAt.getTime());
  const first = firstStatusOf[need.personAgrees];
  const moved = need.status !== first;
  batch.add("need", {
    id,
    case_id: caseId,
    type_code: need.code,
    urgency: need.urgency,
    status: need.status,
    person_agrees: need.personAgrees,
    identified_at: need.identifiedAt,
    identified_by: episode.writerId,
    due_at: need.dueAt,
    first_service_at: need.firstServiceAt,
    ended_at: need.endedAt,
    unmet_reason: need.unmetReason,
    detail_sealed: seal({ table: "need", column: "detail_sealed", row: id }, need.detail),
    how_met_sealed: seal({ table: "need", column: "how_met_sealed", row: id }, need.howMet),
    version: moved ? 2 : 1,
  });
  const about = { entity: "need", entityId: id };
  const kind = { need: need.code, category: need.category };
  tell({
    ...about,
    at: need.identifiedAt,
    action: "need.add",
    detail: { ...kind, urgency: need.urgency, to: first },
  });
  const movedAt = need.endedAt ?? need.firstServiceAt;
  if (moved && movedAt)
    tell({
      ...about,
      at: movedAt,
      action: "need.changeStatus",
      detail: { ...kind, from: first, to: need.status },
    });
  return id;
}
