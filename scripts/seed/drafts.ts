import type pg from "pg";
import { newId } from "@/lib/core/ids";
import { answeredCount } from "@/lib/intake/answers";
import type { Answers } from "@/lib/intake/schema";
import { inOrganisation, insert } from "./database";
import { Batch } from "./rows/batch";
import { addEvent } from "./rows/events";
import type { Clock } from "./stories/clock";
import type { World } from "./stories/world";

type DraftPlan = { level: "l0" | "l1"; step: string; hoursAgo: number; answers: Answers };

/** Talks that were interrupted: answered as far as the page before `step`. */
const plans: readonly DraftPlan[] = [
  {
    level: "l0",
    step: "hurt",
    hoursAgo: 3,
    answers: {
      canTalkSafely: "yes",
      name: { full: "Blue", type: "nickname" },
      language: { preferred: "vi" },
      interpreterNeeded: "yes",
    },
  },
  {
    level: "l1",
    step: "shelter",
    hoursAgo: 20,
    answers: {
      canTalkSafely: "yes",
      name: { noAnswer: "declined" },
      language: { preferred: "id", others: ["en"] },
      interpreterNeeded: "no",
      hurtNow: "no",
      age: { group: "25_34", certainty: "stated" },
      safeTonight: "only_tonight",
      mayContact: "yes",
      contact: { method: "whatsapp", value: "012 000 321", safeToContact: "only_text" },
      sexGender: "feminine",
    },
  },
];

/** One draft each for the first caseworkers of an organisation. Only its owner may write or read a draft. */
export async function addDrafts(
  client: pg.Client,
  { organisationId, teams }: World,
  clock: Clock,
): Promise<void> {
  const owners = teams[0]!.workerIds;
  for (const [i, plan] of plans.entries()) {
    const owner = owners[i];
    if (owner)
      await inOrganisation(
        client,
        organisationId,
        () => insert(client, draftRows(organisationId, owner, plan, clock)),
        owner,
      );
  }
}

function draftRows(
  organisationId: string,
  owner: string,
  { level, step, hoursAgo, answers }: DraftPlan,
  clock: Clock,
): Batch {
  const { answered } = answeredCount(answers, level);
  const batch = new Batch(organisationId);
  const at = clock.ago(hoursAgo);
  const id = newId(at.getTime());
  const seal = batch.sealer("draft", id);
  const answersSealed = seal(
    { table: "intake_draft", column: "answers_sealed", row: id },
    JSON.stringify(answers),
  );
  batch.add("intake_draft", {
    id,
    owner_id: owner,
    level,
    step,
    answered,
    answers_sealed: answersSealed,
    created_at: at,
    updated_at: at,
  });
  addEvent(batch, {
    at,
    action: "draft.save",
    by: { staff: owner, role: "caseworker" },
    entity: "draft",
    entityId: id,
    detail: { level, step },
  });
  return batch;
}
