import { consentTextVersion } from "@/lib/consents/schema";
import { newId } from "@/lib/core/ids";
import type { ConsentStory } from "../stories/consents";
import type { CaseRows } from "./case";

/** The consents of a case with their events. Gives the id of each. */
export function addConsents(rows: CaseRows): Map<ConsentStory, string> {
  return new Map(rows.episode.consents.map((consent) => [consent, addConsent(rows, consent)]));
}

function addConsent({ batch, caseId, seal, episode, tell }: CaseRows, consent: ConsentStory): string {
  const id = newId(consent.givenAt.getTime());
  const { scope, answer, partnerId, elements, givenAt, withdrawnAt, withdrawnHow } = consent;
  batch.add("consent", {
    id,
    case_id: caseId,
    scope,
    answer,
    partner_id: partnerId,
    elements,
    purpose_sealed: seal({ table: "consent", column: "purpose_sealed", row: id }, consent.purpose),
    language: consent.language,
    interpreter: consent.interpreter,
    method: consent.method,
    capacity: "yes",
    text_version: consentTextVersion,
    explained_by: episode.writerId,
    given_at: givenAt,
    expires_at: consent.expiresAt,
    withdrawn_at: withdrawnAt,
    withdrawn_how: withdrawnHow,
    version: withdrawnAt ? 2 : 1,
  });
  const about = { entity: "consent", entityId: id };
  tell({ ...about, at: givenAt, action: "consent.give", detail: { scope, answer, elements } });
  if (withdrawnAt)
    tell({ ...about, at: withdrawnAt, action: "consent.withdraw", detail: { scope, how: withdrawnHow } });
  return id;
}
