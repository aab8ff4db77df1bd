-- The same need is open only once on a case, also when two people add it at the same moment.
CREATE UNIQUE INDEX need_open_once ON need (organisation_id, case_id, type_code)
  WHERE status IN ('identified', 'wanted', 'plan_made', 'referred', 'in_service');

-- A partner's page asks at every reading whether the consent behind its referral still lives.
CREATE POLICY consent_of_referral ON consent FOR SELECT USING (organisation_id = app_organisation()
  AND app_scope() = 'partner' AND EXISTS (
    SELECT 1 FROM referral r
    WHERE r.organisation_id = consent.organisation_id AND r.id = app_referral() AND r.consent_id = consent.id));
