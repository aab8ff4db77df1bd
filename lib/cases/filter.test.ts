import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseFilter, caseFilterSql, caseStatusGroups } from "@/lib/cases/filter";
import { caseStatuses, safeTonight } from "@/lib/cases/schema";
import { closedCaseStatuses, openCaseStatuses, restingCaseStatuses } from "@/lib/cases/workflow";
import type { Staff } from "@/lib/core/actor";
import { newId } from "@/lib/core/ids";

const [site, team] = [newId(), newId()];
const dara = {
  kind: "staff",
  organisationId: newId(),
  userId: newId(),
  memberships: [{ siteId: site, teamId: team }],
} as unknown as Staff;

const filters = fc.record(
  {
    status: fc.constantFrom(...caseStatusGroups),
    siteId: fc.uuid(),
    assignee: fc.oneof(fc.constantFrom("me", "none"), fc.uuid()),
    safeTonight: fc.constantFrom(...safeTonight),
    metSince: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString()),
    criticalLate: fc.constant("1"),
    language: fc.constantFrom("km", "zh-Hans"),
  },
  { requiredKeys: [] },
);

describe("the case filter", () => {
  it("is open cases when nothing is asked, and knows nothing else", () => {
    expect(caseFilter.parse({})).toEqual({ status: "open" });
    expect(caseFilter.safeParse({ nationality: "KH" }).success).toBe(false);
    expect(caseFilter.safeParse({ assignee: "everybody" }).success).toBe(false);
    expect(caseFilter.safeParse({ criticalLate: "0" }).success).toBe(false);
  });

  it("names the organisation and the actor's own reach, always", () => {
    const { where, values } = caseFilterSql(dara, caseFilter.parse({ status: "all" }));
    expect(where).toContain("c.organisation_id = $1");
    expect(values).toEqual([dara.organisationId, dara.userId, team]);
    const coordinator = { ...dara, memberships: [{ siteId: site, teamId: null }] } as unknown as Staff;
    const all = caseFilterSql(coordinator, { status: "any" });
    expect([all.where, all.values]).toEqual([
      "c.organisation_id = $1\n and (c.site_id = $2)",
      [dara.organisationId, site],
    ]);
  });

  it("finds nothing for somebody who works nowhere", () => {
    const nowhere = { ...dara, memberships: [] } as unknown as Staff;
    expect(caseFilterSql(nowhere, caseFilter.parse({})).where).toContain("(c.assignee_id = $2)");
  });

  it("binds every value, in order, from the parameter it is told to begin with", () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: 1, max: 9 }), (asked, first) => {
        const { where, values } = caseFilterSql(dara, caseFilter.parse(asked), first);
        const used = [...where.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
        expect([...new Set(used)].sort((a, b) => a - b)).toEqual(values.map((_, index) => first + index));
        if (asked.siteId) expect(where).not.toContain(asked.siteId);
        if (asked.language) expect(where).not.toContain(asked.language);
      }),
    );
  });

  it("counts every status as open, closed or resting", () => {
    const groups = [openCaseStatuses, closedCaseStatuses, restingCaseStatuses];
    expect(groups.flat().sort()).toEqual([...caseStatuses].sort());
    expect(restingCaseStatuses).toEqual(["restricted", "erased"]);
  });

  it("finds restricted and erased cases only when just those are asked for", () => {
    const conditionOf = (status: string) => caseFilterSql(dara, caseFilter.parse({ status })).where;
    expect(conditionOf("all")).toContain("c.status not in ('restricted', 'erased')");
    for (const status of ["open", "closed"]) expect(conditionOf(status)).not.toMatch(/restricted|erased/);
    expect(conditionOf("restricted")).toContain("c.status = 'restricted'");
    expect(conditionOf("erased")).toContain("c.status = 'erased'");
  });

  it("is for staff only", () => {
    const partner = { kind: "partner", organisationId: newId(), referralId: newId() } as const;
    expect(() => caseFilterSql(partner, caseFilter.parse({}))).toThrow("FORBIDDEN");
  });
});
