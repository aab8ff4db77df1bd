import { accessTablesSql, unreviewedSql } from "@/lib/access/filter";
import type { AccessFilter } from "@/lib/access/schema";
import { type CaseFilter, caseFilter, caseFilterSql } from "@/lib/cases/filter";
import type { Actor } from "@/lib/core/actor";
import type { Figure } from "@/lib/dashboard/schema";
import { criticalNeedsLate, needFilterSql, needTablesSql } from "@/lib/needs/filter";
import type { NeedFilter } from "@/lib/needs/schema";
import {
  lateReferrals,
  referralFilterSql,
  referralTablesSql,
  waitingReferrals,
} from "@/lib/referrals/filter";
import type { ReferralFilter } from "@/lib/referrals/schema";
import { erasureFilter, type ErasureFilter } from "@/lib/retention/erasing/schema";
import { erasureFilterSql, erasureTablesSql, overFilterSql, overTablesSql } from "@/lib/retention/filter";
import type { ReviewFilter } from "@/lib/retention/reviewing/schema";

/** What a number counts: rows of `tables` on a condition, whose parameters begin where it was asked for. */
export type FigureDefinition = {
  list: Figure["list"];
  search: Record<string, string>;
  on: (actor: Actor, first: number) => { tables: string; where: string; values: unknown[] };
};

/**
 * The numbers of a site, or of all the actor's: each is a filter of a list, from which both the number and the address of
 * the list are made.
 */
export function figuresOf(since: Date, siteId?: string) {
  return {
    met: people({ status: "all", metSince: since, siteId }),
    noSafePlace: people({ status: "open", safeTonight: "no", siteId }),
    noCaseworker: people({ status: "open", assignee: "none", siteId }),
    referralsWaiting: referrals({ group: [...waitingReferrals.group], siteId }),
    referralsLate: referrals({ ...lateReferrals, siteId }),
    criticalNeedsLate: needs({ ...criticalNeedsLate, urgency: [...criticalNeedsLate.urgency], siteId }),
    glassUnreviewed: accesses({ show: "review", siteId }),
    overTheirTime: overTheirTime({ siteId }),
    erasuresWaiting: erasures({ status: "proposed", siteId }),
  } satisfies Record<string, FigureDefinition>;
}

/** People being helped, everywhere or in one province. */
export function helped(siteId?: string, province?: string): FigureDefinition {
  return people({ status: "open", siteId, province });
}

function people(filter: CaseFilter): FigureDefinition {
  return {
    list: "people",
    search: searchOf(filter, caseFilter.parse({})),
    on: (actor, first) => ({ tables: "case_file c", ...caseFilterSql(actor, filter, first) }),
  };
}

function needs(filter: NeedFilter): FigureDefinition {
  return {
    list: "needs",
    search: searchOf(filter),
    on: (actor, first) => ({ tables: needTablesSql, ...needFilterSql(actor, filter, first) }),
  };
}

function referrals(filter: ReferralFilter): FigureDefinition {
  return {
    list: "referrals",
    search: searchOf(filter),
    on: (actor, first) => ({ tables: referralTablesSql, ...referralFilterSql(actor, filter, first) }),
  };
}

function accesses(filter: AccessFilter): FigureDefinition {
  return {
    list: "access",
    search: searchOf(filter),
    on: (actor, first) => ({ tables: accessTablesSql, ...unreviewedSql(actor, filter, first) }),
  };
}

function overTheirTime(filter: ReviewFilter): FigureDefinition {
  return {
    list: "retention",
    search: searchOf(filter),
    on: (actor, first) => ({ tables: overTablesSql, ...overFilterSql(actor, filter, first) }),
  };
}

function erasures(filter: ErasureFilter): FigureDefinition {
  return {
    list: "erasures",
    search: searchOf(filter, erasureFilter.parse({})),
    on: (actor, first) => ({ tables: erasureTablesSql, ...erasureFilterSql(actor, filter, first) }),
  };
}

/** A filter as it stands in an address, without what the list assumes anyway. */
function searchOf(filter: object, assumed: Record<string, unknown> = {}): Record<string, string> {
  const said = Object.entries(filter).filter(
    ([name, value]) => value !== undefined && value !== assumed[name],
  );
  return Object.fromEntries(said.map(([name, value]) => [name, inAddress(value)]));
}

function inAddress(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return value === true ? "1" : String(value);
}
