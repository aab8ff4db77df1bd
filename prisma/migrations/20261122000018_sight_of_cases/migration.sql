-- The same truth about cases, asked once for each statement instead of once for each row, with a policy of its own for the
-- program itself. CASE keeps the planner from guessing that hardly anything passes: what the statement asks for (a case, a team,
-- a site) then decides which index is read, and this only checks. Before, 100,000 cases of an organisation were all read, and
-- the scope worked out for each, to count the 800 of a team.
DROP POLICY case_file_visible ON case_file;
CREATE POLICY case_file_visible ON case_file USING (
  organisation_id = app_organisation() AND CASE
    WHEN assignee_id = (SELECT app_user() WHERE app_scope() = 'staff' AND app_role() IN ('caseworker', 'coordinator')) THEN true
    WHEN team_id = ANY (ARRAY(
      SELECT m.team_id FROM membership m
      WHERE app_scope() = 'staff' AND app_role() IN ('caseworker', 'coordinator')
        AND m.organisation_id = app_organisation() AND m.user_id = app_user() AND m.team_id IS NOT NULL
        AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now()))) THEN true
    WHEN site_id = ANY (ARRAY(
      SELECT m.site_id FROM membership m
      WHERE app_scope() = 'staff' AND app_role() IN ('caseworker', 'coordinator')
        AND m.organisation_id = app_organisation() AND m.user_id = app_user() AND m.team_id IS NULL
        AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now()))) THEN true
    ELSE id = ANY ((SELECT visited_cases())::uuid[]) END);
CREATE POLICY case_file_of_program ON case_file TO onward_worker
  USING (organisation_id = app_organisation() AND (SELECT app_scope()) = 'system');
