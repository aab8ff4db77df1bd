-- The keys of people and cases can be changed too: every value of theirs is sealed anew under a new one, in one transaction.
ALTER TABLE "sealing_key" ADD COLUMN "renewed_at" TIMESTAMPTZ(3);
GRANT UPDATE (renewed_at) ON sealing_key TO onward_worker;

-- Who seals or opens holds the key until the end of the transaction, so that it is not changed in between; who changes it waits
-- for them. The lock comes first: the keys are read as they are then.
CREATE FUNCTION data_keys(p_subjects uuid[]) RETURNS TABLE (id uuid, wrapped bytea)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(s::text, 7266420)) FROM unnest(p_subjects) s;
  RETURN QUERY SELECT k.id, k.wrapped FROM sealing_key k WHERE k.organisation_id = app_organisation() AND k.id = ANY (p_subjects);
END $$;
CREATE FUNCTION data_key_to_change(p_subject uuid) RETURNS bytea
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_subject::text, 7266420));
  RETURN (SELECT k.wrapped FROM sealing_key k WHERE k.organisation_id = app_organisation() AND k.id = p_subject);
END $$;

-- Every sealed column and whose key seals it. A column that is missing here is found by lib/core/house/database.ts.
CREATE FUNCTION sealed_values(p_subject uuid) RETURNS TABLE (in_table text, in_column text, row_id uuid, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH o AS (SELECT app_organisation() AS id WHERE app_scope() = 'system')
  SELECT * FROM (
    SELECT 'person', v.c, p.id, v.s FROM o JOIN person p ON p.organisation_id = o.id AND p.id = p_subject,
      LATERAL (VALUES ('initials_sealed', p.initials_sealed), ('preferred_name_sealed', p.preferred_name_sealed), ('birth_date_sealed', p.birth_date_sealed)) v (c, s)
    UNION ALL SELECT 'person_name', 'full_sealed', x.id, x.full_sealed FROM o JOIN person_name x ON x.organisation_id = o.id AND x.person_id = p_subject
    UNION ALL SELECT 'person_contact', v.c, x.id, v.s FROM o JOIN person_contact x ON x.organisation_id = o.id AND x.person_id = p_subject,
      LATERAL (VALUES ('value_sealed', x.value_sealed), ('rule_sealed', x.rule_sealed)) v (c, s)
    UNION ALL SELECT 'identity_document', 'number_sealed', x.id, x.number_sealed FROM o JOIN identity_document x ON x.organisation_id = o.id AND x.person_id = p_subject
    UNION ALL SELECT 'case_file', v.c, x.id, v.s FROM o JOIN case_file x ON x.organisation_id = o.id AND x.id = p_subject,
      LATERAL (VALUES ('private_sealed', x.private_sealed), ('goal_sealed', x.goal_sealed)) v (c, s)
    UNION ALL SELECT 'exit_event', 'note_sealed', x.id, x.note_sealed FROM o JOIN exit_event x ON x.organisation_id = o.id AND x.case_id = p_subject
    UNION ALL SELECT 'consent', 'purpose_sealed', x.id, x.purpose_sealed FROM o JOIN consent x ON x.organisation_id = o.id AND x.case_id = p_subject
    UNION ALL SELECT 'need', v.c, x.id, v.s FROM o JOIN need x ON x.organisation_id = o.id AND x.case_id = p_subject,
      LATERAL (VALUES ('detail_sealed', x.detail_sealed), ('how_met_sealed', x.how_met_sealed)) v (c, s)
    UNION ALL SELECT 'referral', v.c, x.id, v.s FROM o JOIN referral x ON x.organisation_id = o.id AND x.case_id = p_subject,
      LATERAL (VALUES ('snapshot_sealed', x.snapshot_sealed), ('message_sealed', x.message_sealed), ('answer_sealed', x.answer_sealed), ('feedback_sealed', x.feedback_sealed)) v (c, s)
    UNION ALL SELECT 'note', 'body_sealed', x.id, x.body_sealed FROM o JOIN note x ON x.organisation_id = o.id
      AND CASE x.privacy WHEN 'case' THEN x.case_id ELSE x.id END = p_subject AND (x.case_id = p_subject OR x.id = p_subject)
    UNION ALL SELECT 'person_request', 'wish_sealed', x.id, x.wish_sealed FROM o JOIN person_request x ON x.organisation_id = o.id AND x.case_id = p_subject
    UNION ALL SELECT 'legal_hold', 'reason_sealed', x.id, x.reason_sealed FROM o JOIN legal_hold x ON x.organisation_id = o.id AND x.case_id = p_subject
    UNION ALL SELECT 'intake_draft', 'answers_sealed', x.id, x.answers_sealed FROM o JOIN intake_draft x ON x.organisation_id = o.id AND x.id = p_subject
    UNION ALL SELECT 'case_access', v.c, x.id, v.s FROM o JOIN case_access x ON x.organisation_id = o.id AND x.id = p_subject,
      LATERAL (VALUES ('reason_sealed', x.reason_sealed), ('review_sealed', x.review_sealed)) v (c, s)
  ) AS every (in_table, in_column, row_id, sealed) WHERE sealed IS NOT NULL
$$;
-- One value sealed anew; false when it has changed since it was read.
CREATE FUNCTION put_sealed(p_table text, p_column text, p_row uuid, p_was bytea, p_now bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE changed integer;
BEGIN
  IF app_scope() IS DISTINCT FROM 'system' OR p_column !~ '_sealed$' THEN RETURN false; END IF;
  EXECUTE format('UPDATE %I SET %I = $1 WHERE organisation_id = app_organisation() AND id = $2 AND %2$I = $3', p_table, p_column)
    USING p_now, p_row, p_was;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed = 1;
END $$;
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['data_keys(uuid[])', 'data_key_to_change(uuid)', 'sealed_values(uuid)', 'put_sealed(text, text, uuid, bytea, bytea)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION data_keys(uuid[]) TO onward_app;
GRANT EXECUTE ON FUNCTION data_key_to_change(uuid), sealed_values(uuid), put_sealed(text, text, uuid, bytea, bytea) TO onward_worker;
