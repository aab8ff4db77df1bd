import { answerColumns, privateOf } from "@/lib/cases/record";
import { newCaseCode } from "@/lib/cases/code";
import { newId } from "@/lib/core/ids";
import type { Random } from "@/lib/testing/random";
import { caseAnswers } from "@/lib/cases/schema";
import type { EpisodeStory } from "../stories/episode";
import type { PersonStory } from "../stories/person";
import type { Batch, Seal } from "./batch";
import { addConsents } from "./consents";
import { type Act, addEvent } from "./events";
import { addNeeds } from "./needs";
import { addReferrals } from "./referrals";
import { addTasks } from "./tasks";

/** What the rows of one case need to know of it. */
export type CaseRows = {
  batch: Batch;
  caseId: string;
  code: string;
  seal: Seal;
  person: PersonStory;
  episode: EpisodeStory;
  /** Adds an event on this case, by whoever writes on it unless told. */
  tell: (act: Omit<Act, "by" | "caseId"> & { by?: Act["by"] }) => void;
};

/** All rows of an episode of help. Codes come from `random`, so that the same seed gives the same. Gives the case's id. */
export function addCase(
  batch: Batch,
  random: Random,
  personId: string,
  person: PersonStory,
  episode: EpisodeStory,
): string {
  const caseId = newId(episode.openedAt.getTime());
  const code = newCaseCode((count) => random.bytes(count));
  const seal = batch.sealer("case", caseId);
  const by = writerOf(episode);
  const tell: CaseRows["tell"] = (act) => addEvent(batch, { by, ...act, caseId });
  const rows: CaseRows = { batch, caseId, code, seal, person, episode, tell };

  batch.add("case_file", { ...caseColumns(rows, personId), ...answersOf(episode) });
  const exitId = addExit(rows);
  tell({
    at: episode.openedAt,
    action: "case.register",
    entity: "case",
    entityId: caseId,
    covers: [personId, ...(exitId ? [exitId] : [])],
    detail: { level: episode.level, assigned: episode.workerId !== null, knownPerson: false, duplicates: 0 },
  });
  const consentIds = addConsents(rows);
  const needIds = addNeeds(rows);
  const referralIds = addReferrals(rows, needIds, consentIds);
  addNotes(rows);
  addTasks(rows, new Map<object, string>([...referralIds, ...consentIds]));
  tell({ at: episode.updatedAt, kind: "view", action: "case.get", entity: "case", entityId: caseId });
  return caseId;
}

function writerOf({ writerId, team }: EpisodeStory): Act["by"] {
  return { staff: writerId, role: team.coordinatorIds.includes(writerId) ? "coordinator" : "caseworker" };
}

function restrictionOf({ status, updatedAt }: EpisodeStory) {
  const restricted = status === "restricted";
  return {
    restricted_at: restricted ? updatedAt : null,
    restricted_because: restricted ? "consent_withdrawn" : null,
    status_before: restricted ? "active" : null,
  };
}

function caseColumns({ caseId, code, seal, episode }: CaseRows, personId: string) {
  const place = (column: string) => ({ table: "case_file", column, row: caseId });
  const hidden = privateOf(episode.privateAnswers);
  return {
    id: caseId,
    code,
    person_id: personId,
    site_id: episode.team.siteId,
    team_id: episode.team.id,
    assignee_id: episode.workerId,
    registered_by: episode.writerId,
    status: episode.status,
    level: episode.level,
    private_sealed: seal(place("private_sealed"), hidden && JSON.stringify(hidden)),
    goal_sealed: seal(place("goal_sealed"), episode.goal),
    ...restrictionOf(episode),
    opened_at: episode.openedAt,
    updated_at: episode.updatedAt,
    closed_at: episode.closedAt,
    version: 1,
  };
}

/** Every answer column, empty ones too, by the name of its column. */
function answersOf({ answers }: EpisodeStory): Record<string, unknown> {
  const given: Record<string, unknown> = answerColumns(answers);
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.keys(caseAnswers).map((name) => [snake(name), given[name] ?? null]));
}

function addExit({ batch, caseId, seal, episode: { exit, openedAt } }: CaseRows): string | null {
  if (!exit) return null;
  const id = newId(openedAt.getTime());
  batch.add("exit_event", {
    id,
    case_id: caseId,
    mode: exit.mode,
    official_presence: exit.officialPresence ?? null,
    exit_date: exit.exitDate ?? null,
    province: exit.province ?? null,
    source: exit.source,
    confidence: "not_assessed",
    note_sealed: seal({ table: "exit_event", column: "note_sealed", row: id }, exit.note),
    created_at: openedAt,
  });
  return id;
}

function addNotes({ batch, caseId, seal, episode, tell }: CaseRows): void {
  for (const { kind, language, body, occurredAt } of episode.notes) {
    const id = newId(occurredAt.getTime());
    const bodySealed = seal({ table: "note", column: "body_sealed", row: id }, body);
    const row = { id, case_id: caseId, author_id: episode.writerId, kind, language, body_sealed: bodySealed };
    batch.add("note", { ...row, occurred_at: occurredAt, created_at: occurredAt });
    tell({ at: occurredAt, action: "note.add", entity: "note", entityId: id, detail: { kind, language } });
  }
}
