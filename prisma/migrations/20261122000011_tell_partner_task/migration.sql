-- When a person takes their consent back, somebody has to tell the partner who has seen what was shared.
ALTER TABLE task DROP CONSTRAINT task_kind_check;
ALTER TABLE task ADD CONSTRAINT task_kind_check CHECK (kind IN ('referral_answered', 'referral_late', 'referral_retry',
  'consent_expiring', 'possible_duplicate', 'case_assigned', 'feedback_due', 'tell_partner'));
