-- "Who tried to open it?": a refusal names what was asked for, since whoever was refused has no case.
CREATE INDEX "audit_event_organisation_id_entity_id_at_idx" ON "audit_event"("organisation_id", "entity_id", "at" DESC);
