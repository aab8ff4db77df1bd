-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "audit_event" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tx" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'allowed',
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_role" TEXT,
    "session_id" UUID,
    "entity" TEXT NOT NULL,
    "entity_id" UUID,
    "case_id" UUID,
    "covers" UUID[] DEFAULT ARRAY[]::UUID[],
    "reason" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT NOT NULL,
    "network" TEXT,
    "app_version" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "organisation_id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "answer_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("organisation_id","actor_id","key")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "hits" INTEGER NOT NULL,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "worker_beat" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "worker_beat_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "case_file" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "team_id" UUID,
    "assignee_id" UUID,
    "registered_by" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "province" TEXT,
    "safe_tonight" TEXT,
    "shelter_now" TEXT,
    "food_cash" TEXT,
    "travel_document" TEXT,
    "wishes" TEXT,
    "child_present" TEXT,
    "can_talk_safely" TEXT,
    "may_contact" TEXT,
    "private_sealed" BYTEA,
    "goal_sealed" BYTEA,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "case_file_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "exit_event" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "official_presence" TEXT,
    "exit_date" TEXT,
    "province" TEXT,
    "source" TEXT NOT NULL DEFAULT 'own_account',
    "confidence" TEXT NOT NULL DEFAULT 'not_assessed',
    "note_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exit_event_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "intake_draft" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "level" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "answers_sealed" BYTEA NOT NULL,
    "case_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "intake_draft_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "note" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "body_sealed" BYTEA NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "task" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "assignee_id" UUID,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "later_until" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "task_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "consent" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "partner_id" UUID,
    "elements" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "purpose_sealed" BYTEA,
    "language" TEXT NOT NULL,
    "interpreter" BOOLEAN NOT NULL DEFAULT false,
    "method" TEXT NOT NULL,
    "capacity" TEXT NOT NULL DEFAULT 'yes',
    "text_version" TEXT NOT NULL,
    "explained_by" UUID NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_how" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "need_type" (
    "code" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "labels" JSONB NOT NULL,
    "default_urgency" TEXT NOT NULL,
    "raise_labels" JSONB,
    "requires_consent" BOOLEAN NOT NULL,
    "sensitive" BOOLEAN NOT NULL,
    "sort" INTEGER NOT NULL,

    CONSTRAINT "need_type_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "need" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "type_code" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "person_agrees" TEXT NOT NULL,
    "identified_at" TIMESTAMPTZ(3) NOT NULL,
    "identified_by" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "first_service_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "unmet_reason" TEXT,
    "detail_sealed" BYTEA,
    "how_met_sealed" BYTEA,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "need_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "province" TEXT NOT NULL,

    CONSTRAINT "site_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "team" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "team_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "partner" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "province" TEXT,
    "phone" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "partner_service" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "need_code" TEXT NOT NULL,
    "languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sexes" TEXT NOT NULL DEFAULT 'any',
    "cost_usd" INTEGER,
    "open_places" INTEGER,

    CONSTRAINT "partner_service_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "person" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "initials_sealed" BYTEA,
    "preferred_name_sealed" BYTEA,
    "birth_date_sealed" BYTEA,
    "age_group" TEXT,
    "age_certainty" TEXT,
    "sex_gender" TEXT,
    "nationalities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "preferred_language" TEXT,
    "other_languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "interpreter_needed" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "person_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "person_name" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "script" TEXT,
    "full_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_name_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "person_contact" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "value_sealed" BYTEA,
    "safe_to_contact" TEXT NOT NULL,
    "rule_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_contact_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "identity_document" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "country" TEXT,
    "number_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_document_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "match_key" (
    "organisation_id" UUID NOT NULL,
    "token" BYTEA NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "match_key_pkey" PRIMARY KEY ("organisation_id","token","person_id")
);

-- CreateTable
CREATE TABLE "sealing_key" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sealing_key_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "referral" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "need_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "consent_id" UUID,
    "status" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "shared_elements" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "snapshot_sealed" BYTEA,
    "message_sealed" BYTEA,
    "answer_sealed" BYTEA,
    "feedback_sealed" BYTEA,
    "reject_reason" TEXT,
    "outcome" TEXT,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "first_service_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "next_due_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "partner_link" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "referral_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partner_link_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'invited',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "membership" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "team_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'active',
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "session" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "device" TEXT,
    "network" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idle_expires" TIMESTAMPTZ(3) NOT NULL,
    "absolute_expires" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" UUID,

    CONSTRAINT "session_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateIndex
CREATE INDEX "audit_event_organisation_id_at_id_idx" ON "audit_event"("organisation_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "audit_event_organisation_id_case_id_at_idx" ON "audit_event"("organisation_id", "case_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_event_organisation_id_actor_id_at_idx" ON "audit_event"("organisation_id", "actor_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_event_tx_idx" ON "audit_event"("tx");

-- CreateIndex
CREATE INDEX "idempotent_answer_organisation_id_created_at_idx" ON "idempotent_answer"("organisation_id", "created_at");

-- CreateIndex
CREATE INDEX "case_file_organisation_id_person_id_idx" ON "case_file"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "case_file_organisation_id_updated_at_id_idx" ON "case_file"("organisation_id", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "case_file_organisation_id_site_id_updated_at_idx" ON "case_file"("organisation_id", "site_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "case_file_organisation_id_team_id_updated_at_idx" ON "case_file"("organisation_id", "team_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "case_file_organisation_id_assignee_id_updated_at_idx" ON "case_file"("organisation_id", "assignee_id", "updated_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "case_file_organisation_id_code_key" ON "case_file"("organisation_id", "code");

-- CreateIndex
CREATE INDEX "exit_event_organisation_id_case_id_idx" ON "exit_event"("organisation_id", "case_id");

-- CreateIndex
CREATE INDEX "intake_draft_organisation_id_owner_id_idx" ON "intake_draft"("organisation_id", "owner_id");

-- CreateIndex
CREATE INDEX "note_organisation_id_case_id_occurred_at_idx" ON "note"("organisation_id", "case_id", "occurred_at");

-- CreateIndex
CREATE INDEX "task_organisation_id_assignee_id_status_idx" ON "task"("organisation_id", "assignee_id", "status");

-- CreateIndex
CREATE INDEX "task_organisation_id_case_id_idx" ON "task"("organisation_id", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "task_organisation_id_kind_subject_id_key" ON "task"("organisation_id", "kind", "subject_id");

-- CreateIndex
CREATE INDEX "consent_organisation_id_case_id_idx" ON "consent"("organisation_id", "case_id");

-- CreateIndex
CREATE INDEX "need_organisation_id_status_due_at_idx" ON "need"("organisation_id", "status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "need_organisation_id_case_id_id_key" ON "need"("organisation_id", "case_id", "id");

-- CreateIndex
CREATE INDEX "partner_service_organisation_id_need_code_idx" ON "partner_service"("organisation_id", "need_code");

-- CreateIndex
CREATE UNIQUE INDEX "partner_service_organisation_id_partner_id_need_code_key" ON "partner_service"("organisation_id", "partner_id", "need_code");

-- CreateIndex
CREATE INDEX "person_name_organisation_id_person_id_idx" ON "person_name"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "person_contact_organisation_id_person_id_idx" ON "person_contact"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "identity_document_organisation_id_person_id_idx" ON "identity_document"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "match_key_organisation_id_person_id_idx" ON "match_key"("organisation_id", "person_id");

-- CreateIndex
CREATE INDEX "referral_organisation_id_case_id_idx" ON "referral"("organisation_id", "case_id");

-- CreateIndex
CREATE INDEX "referral_organisation_id_status_next_due_at_idx" ON "referral"("organisation_id", "status", "next_due_at");

-- CreateIndex
CREATE UNIQUE INDEX "partner_link_hash_key" ON "partner_link"("hash");

-- CreateIndex
CREATE INDEX "partner_link_organisation_id_referral_id_idx" ON "partner_link"("organisation_id", "referral_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_organisation_id_email_key" ON "user_account"("organisation_id", "email");

-- CreateIndex
CREATE INDEX "membership_organisation_id_user_id_idx" ON "membership"("organisation_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_hash_key" ON "session"("hash");

-- CreateIndex
CREATE INDEX "session_organisation_id_user_id_idx" ON "session"("organisation_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_hash_key" ON "invitation"("hash");

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_organisation_id_site_id_fkey" FOREIGN KEY ("organisation_id", "site_id") REFERENCES "site"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_organisation_id_team_id_fkey" FOREIGN KEY ("organisation_id", "team_id") REFERENCES "team"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_organisation_id_assignee_id_fkey" FOREIGN KEY ("organisation_id", "assignee_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exit_event" ADD CONSTRAINT "exit_event_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intake_draft" ADD CONSTRAINT "intake_draft_organisation_id_owner_id_fkey" FOREIGN KEY ("organisation_id", "owner_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_organisation_id_author_id_fkey" FOREIGN KEY ("organisation_id", "author_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organisation_id_assignee_id_fkey" FOREIGN KEY ("organisation_id", "assignee_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_organisation_id_partner_id_fkey" FOREIGN KEY ("organisation_id", "partner_id") REFERENCES "partner"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_type_code_fkey" FOREIGN KEY ("type_code") REFERENCES "need_type"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_organisation_id_site_id_fkey" FOREIGN KEY ("organisation_id", "site_id") REFERENCES "site"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner" ADD CONSTRAINT "partner_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_service" ADD CONSTRAINT "partner_service_organisation_id_partner_id_fkey" FOREIGN KEY ("organisation_id", "partner_id") REFERENCES "partner"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_service" ADD CONSTRAINT "partner_service_need_code_fkey" FOREIGN KEY ("need_code") REFERENCES "need_type"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_name" ADD CONSTRAINT "person_name_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_contact" ADD CONSTRAINT "person_contact_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_document" ADD CONSTRAINT "identity_document_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match_key" ADD CONSTRAINT "match_key_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "person"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_organisation_id_case_id_need_id_fkey" FOREIGN KEY ("organisation_id", "case_id", "need_id") REFERENCES "need"("organisation_id", "case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_organisation_id_partner_id_fkey" FOREIGN KEY ("organisation_id", "partner_id") REFERENCES "partner"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_organisation_id_consent_id_fkey" FOREIGN KEY ("organisation_id", "consent_id") REFERENCES "consent"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_link" ADD CONSTRAINT "partner_link_organisation_id_referral_id_fkey" FOREIGN KEY ("organisation_id", "referral_id") REFERENCES "referral"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_site_id_fkey" FOREIGN KEY ("organisation_id", "site_id") REFERENCES "site"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_team_id_fkey" FOREIGN KEY ("organisation_id", "team_id") REFERENCES "team"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_id_user_id_fkey" FOREIGN KEY ("organisation_id", "user_id") REFERENCES "user_account"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Coded values are text held to a list, never a database enum: under row-level security an enum loses its indexes.
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor_kind_check" CHECK ("actor_kind" IN ('staff', 'partner', 'system'));
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor_role_check" CHECK ("actor_role" IN ('caseworker', 'coordinator', 'administrator'));
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_kind_check" CHECK ("kind" IN ('write', 'view', 'denied', 'auth', 'share'));
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_outcome_check" CHECK ("outcome" IN ('allowed', 'denied'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_can_talk_safely_check" CHECK ("can_talk_safely" IN ('yes', 'no', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_child_present_check" CHECK ("child_present" IN ('yes', 'no', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_food_cash_check" CHECK ("food_cash" IN ('enough', 'not_enough', 'none', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_level_check" CHECK ("level" IN ('l0', 'l1', 'l2'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_may_contact_check" CHECK ("may_contact" IN ('yes', 'no', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_safe_tonight_check" CHECK ("safe_tonight" IN ('yes', 'no', 'only_tonight', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_shelter_now_check" CHECK ("shelter_now" IN ('ngo_shelter', 'embassy_shelter', 'government_shelter', 'immigration_detention', 'police_custody', 'hotel_paid_self', 'hotel_paid_by_other', 'private_home', 'street_or_public_place', 'outside_embassy', 'compound_or_employer', 'hospital', 'in_transit', 'abroad_home', 'other', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_status_check" CHECK ("status" IN ('pre_registered', 'registered', 'assessment', 'active', 'transfer_pending', 'return_in_progress', 'follow_up', 'closure_proposed', 'closed', 'on_hold_person_request', 'untraceable', 'duplicate_merged', 'transferred', 'reopened', 'restricted', 'erased'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_travel_document_check" CHECK ("travel_document" IN ('in_hand_valid', 'in_hand_expired', 'held_by_operator', 'held_by_recruiter', 'held_by_police_or_immigration', 'lost_or_destroyed', 'never_had', 'emergency_document_applied', 'emergency_document_issued', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_wishes_check" CHECK ("wishes" IN ('go_home', 'stay_and_seek_help', 'third_country_or_asylum', 'work_here_legally', 'only_information', 'unsure', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "consent" ADD CONSTRAINT "consent_answer_check" CHECK ("answer" IN ('given', 'refused'));
ALTER TABLE "consent" ADD CONSTRAINT "consent_capacity_check" CHECK ("capacity" IN ('yes', 'doubtful_retry', 'no_vital_interest'));
ALTER TABLE "consent" ADD CONSTRAINT "consent_elements_check" CHECK ("elements" <@ ARRAY['case_code', 'name', 'nationality', 'sex_age_group', 'date_of_birth', 'contact', 'present_area', 'shelter_address', 'passport', 'photo', 'needs_requested', 'health_summary', 'sexual_violence', 'mental_health', 'exit_summary', 'exploitation_narrative', 'forced_tasks', 'recruiter_details', 'family_contact', 'legal_matter', 'risk_level', 'screening_state']::text[]);
ALTER TABLE "consent" ADD CONSTRAINT "consent_method_check" CHECK ("method" IN ('written', 'oral_witnessed', 'thumbprint', 'digital', 'guardian_plus_child_assent'));
ALTER TABLE "consent" ADD CONSTRAINT "consent_scope_check" CHECK ("scope" IN ('case_management', 'referral', 'embassy_contact', 'family_contact', 'police_statement', 'legal_representation', 'media_or_advocacy', 'research_deidentified', 'statistics_aggregate', 'biometric_or_photo', 'cross_border_transfer', 'keep_in_touch_after_closure'));
ALTER TABLE "consent" ADD CONSTRAINT "consent_withdrawn_how_check" CHECK ("withdrawn_how" IN ('in_person', 'by_phone', 'in_writing', 'through_someone'));
ALTER TABLE "exit_event" ADD CONSTRAINT "exit_event_confidence_check" CHECK ("confidence" IN ('confirmed', 'probable', 'possible', 'doubtful', 'not_assessed'));
ALTER TABLE "exit_event" ADD CONSTRAINT "exit_event_mode_check" CHECK ("mode" IN ('police_raid', 'police_individual_extraction', 'official_inspection_release', 'embassy_intervention', 'ngo_or_civil_intervention', 'family_paid_ransom', 'person_paid_ransom', 'third_party_paid', 'released_by_operator', 'released_contract_or_debt_declared_ended', 'expelled_unproductive_or_ill', 'operator_abandoned_site', 'mass_breakout', 'individual_escape', 'transfer_intercepted', 'sold_or_transferred', 'relocated_by_operator', 'bribe_to_guard_or_official', 'released_from_detention', 'deported', 'death', 'other', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "exit_event" ADD CONSTRAINT "exit_event_official_presence_check" CHECK ("official_presence" IN ('present_took_part', 'present_watched', 'present_blocked_or_turned_back', 'present_role_unclear', 'not_seen', 'arrived_after', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "exit_event" ADD CONSTRAINT "exit_event_source_check" CHECK ("source" IN ('own_account', 'other_survivor_account', 'staff_observation', 'media_report', 'official_statement'));
ALTER TABLE "identity_document" ADD CONSTRAINT "identity_document_type_check" CHECK ("type" IN ('passport', 'national_id', 'laissez_passer', 'emergency_certificate', 'emergency_passport', 'splp_id', 'other'));
ALTER TABLE "intake_draft" ADD CONSTRAINT "intake_draft_level_check" CHECK ("level" IN ('l0', 'l1'));
ALTER TABLE "match_key" ADD CONSTRAINT "match_key_kind_check" CHECK ("kind" IN ('name_exact', 'name_token', 'name_skeleton', 'name_prefix', 'phone', 'phone_last4', 'handle', 'document'));
ALTER TABLE "membership" ADD CONSTRAINT "membership_status_check" CHECK ("status" IN ('active', 'pending', 'ended'));
ALTER TABLE "need" ADD CONSTRAINT "need_person_agrees_check" CHECK ("person_agrees" IN ('yes', 'no', 'undecided'));
ALTER TABLE "need" ADD CONSTRAINT "need_status_check" CHECK ("status" IN ('identified', 'wanted', 'declined_by_person', 'plan_made', 'referred', 'in_service', 'met', 'partly_met', 'not_available', 'not_eligible', 'no_longer_needed'));
ALTER TABLE "need" ADD CONSTRAINT "need_unmet_reason_check" CHECK ("unmet_reason" IN ('no_provider', 'no_capacity', 'no_funds', 'no_document', 'no_interpreter', 'refused_by_provider', 'unsafe', 'person_unreachable', 'other'));
ALTER TABLE "need" ADD CONSTRAINT "need_urgency_check" CHECK ("urgency" IN ('critical', 'urgent', 'soon', 'planned'));
ALTER TABLE "need_type" ADD CONSTRAINT "need_type_category_check" CHECK ("category" IN ('safety', 'health', 'mental_health', 'basic', 'communication', 'documents', 'legal', 'child', 'family', 'return', 'reintegration', 'information', 'death'));
ALTER TABLE "need_type" ADD CONSTRAINT "need_type_default_urgency_check" CHECK ("default_urgency" IN ('critical', 'urgent', 'soon', 'planned'));
ALTER TABLE "note" ADD CONSTRAINT "note_kind_check" CHECK ("kind" IN ('talk', 'call', 'message', 'visit', 'observation', 'other'));
ALTER TABLE "partner" ADD CONSTRAINT "partner_type_check" CHECK ("type" IN ('embassy_or_consulate', 'iom', 'unhcr', 'unicef', 'un_other', 'ngo_shelter', 'government_shelter', 'hospital', 'clinic', 'mental_health', 'legal_aid', 'bar_pro_bono', 'anti_trafficking_police', 'local_police', 'immigration', 'social_affairs', 'labour_ministry', 'nctc_committee', 'prosecutor_court', 'interpreter_service', 'transport', 'cash_provider', 'rescuer_group', 'diaspora_group', 'faith_group', 'ngo_country_of_return', 'home_social_services', 'home_police', 'employer_or_training', 'media'));
ALTER TABLE "partner_service" ADD CONSTRAINT "partner_service_sexes_check" CHECK ("sexes" IN ('any', 'women', 'men'));
ALTER TABLE "person" ADD CONSTRAINT "person_age_certainty_check" CHECK ("age_certainty" IN ('documented', 'stated', 'estimated', 'disputed_treat_as_child'));
ALTER TABLE "person" ADD CONSTRAINT "person_age_group_check" CHECK ("age_group" IN ('0_11', '12_14', '15_17', '18_24', '25_34', '35_49', '50_64', '65_plus', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "person" ADD CONSTRAINT "person_interpreter_needed_check" CHECK ("interpreter_needed" IN ('yes', 'no', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "person" ADD CONSTRAINT "person_sex_gender_check" CHECK ("sex_gender" IN ('feminine', 'masculine', 'transgender_feminine', 'transgender_masculine', 'non_conforming', 'not_specified_unknown', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "person_contact" ADD CONSTRAINT "person_contact_method_check" CHECK ("method" IN ('phone', 'whatsapp', 'telegram', 'signal', 'wechat', 'line', 'zalo', 'facebook_messenger', 'email', 'via_person', 'via_agency', 'in_person_only'));
ALTER TABLE "person_contact" ADD CONSTRAINT "person_contact_safe_to_contact_check" CHECK ("safe_to_contact" IN ('yes', 'only_text', 'only_times', 'no_voice', 'monitored_do_not_use', 'unknown', 'declined', 'not_asked'));
ALTER TABLE "person_name" ADD CONSTRAINT "person_name_type_check" CHECK ("type" IN ('stated', 'passport', 'embassy_list', 'alias_in_compound', 'nickname', 'social_handle', 'previous'));
ALTER TABLE "referral" ADD CONSTRAINT "referral_outcome_check" CHECK ("outcome" IN ('met', 'partly_met', 'not_met'));
ALTER TABLE "referral" ADD CONSTRAINT "referral_reject_reason_check" CHECK ("reject_reason" IN ('no_capacity', 'not_eligible', 'wrong_service', 'unsafe', 'no_language', 'person_declined', 'duplicate', 'other'));
ALTER TABLE "referral" ADD CONSTRAINT "referral_shared_elements_check" CHECK ("shared_elements" <@ ARRAY['case_code', 'name', 'nationality', 'sex_age_group', 'date_of_birth', 'contact', 'present_area', 'shelter_address', 'passport', 'photo', 'needs_requested', 'health_summary', 'sexual_violence', 'mental_health', 'exit_summary', 'exploitation_narrative', 'forced_tasks', 'recruiter_details', 'family_contact', 'legal_matter', 'risk_level', 'screening_state']::text[]);
ALTER TABLE "referral" ADD CONSTRAINT "referral_status_check" CHECK ("status" IN ('draft', 'consent_pending', 'sent', 'acknowledged', 'accepted', 'rejected', 'info_requested', 'scheduled', 'in_service', 'completed_met', 'completed_partly', 'not_completed', 'feedback_closed', 'revoked_by_person', 'revoked_by_agency', 'expired', 'unreachable'));
ALTER TABLE "referral" ADD CONSTRAINT "referral_urgency_check" CHECK ("urgency" IN ('critical', 'urgent', 'soon', 'planned'));
ALTER TABLE "sealing_key" ADD CONSTRAINT "sealing_key_kind_check" CHECK ("kind" IN ('person', 'case', 'draft'));
ALTER TABLE "task" ADD CONSTRAINT "task_kind_check" CHECK ("kind" IN ('referral_answered', 'referral_late', 'referral_retry', 'consent_expiring', 'possible_duplicate', 'case_assigned', 'feedback_due'));
ALTER TABLE "task" ADD CONSTRAINT "task_status_check" CHECK ("status" IN ('open', 'later', 'done'));
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_role_check" CHECK ("role" IN ('caseworker', 'coordinator', 'administrator'));
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_status_check" CHECK ("status" IN ('invited', 'active', 'deactivated'));
