import "server-only";
import { z } from "zod";
import { privateAnswersOut } from "@/lib/cases/schema";
import type { ShareElement } from "@/lib/consents/schema";
import type { Ctx } from "@/lib/core/context";
import { isNoAnswer } from "@/lib/core/no-answer";
import type { Place } from "@/lib/core/vault";
import { element, type Fact, type SharedElement } from "@/lib/referrals/facts";

/** Whose data is shared, and for which need. */
export type Subject = { caseId: string; personId: string; needId: string };

type Facts = SharedElement["facts"];
type Assemble = (ctx: Ctx, subject: Subject) => Promise<Facts>;

/**
 * What a partner would see of these elements now, in their order; an element without facts is not recorded. Opens the
 * seals of the person and the case, so the caller leaves a view or share event.
 */
export async function assemble(
  ctx: Ctx,
  subject: Subject,
  elements: readonly ShareElement[],
): Promise<SharedElement[]> {
  await ctx.vault.load([subject.caseId, subject.personId]);
  const shared: SharedElement[] = [];
  for (const one of elements) shared.push({ element: one, facts: await sources[one](ctx, subject) });
  return shared;
}

/** Where the frozen snapshot of a referral is sealed. */
export function snapshotPlace(caseId: string, referralId: string): Place {
  return { subject: caseId, table: "referral", column: "snapshot_sealed", row: referralId };
}

/** A snapshot as text to seal, and back. */
export const snapshotText = (shared: readonly SharedElement[]): string => JSON.stringify(shared);
export const snapshotOf = (text: string): SharedElement[] => z.array(element).parse(JSON.parse(text));

/** Not kept in this program yet: such an element is always shown as not recorded. */
const notKept: Assemble = async () => [];

/** One small function for each element. */
const sources: Record<ShareElement, Assemble> = {
  case_code: caseCode,
  name: names,
  nationality: nationalities,
  sex_age_group: sexAndAge,
  date_of_birth: birthDate,
  contact: contacts,
  present_area: area,
  shelter_address: notKept,
  passport,
  photo: notKept,
  needs_requested: needRequested,
  health_summary: health,
  sexual_violence: notKept,
  mental_health: notKept,
  exit_summary: exits,
  exploitation_narrative: notKept,
  forced_tasks: notKept,
  recruiter_details: notKept,
  family_contact: notKept,
  legal_matter: notKept,
  risk_level: notKept,
  screening_state: notKept,
};

async function caseCode(ctx: Ctx, { caseId }: Subject): Promise<Facts> {
  const row = await ctx.db.caseFile.findFirst({ where: own(ctx, caseId), select: { code: true } });
  return known(["case_code", row?.code]);
}

async function names(ctx: Ctx, { personId }: Subject): Promise<Facts> {
  const facts: Facts = [];
  for (const [type, fact] of [
    ["passport", "name_in_passport"],
    ["stated", "name_stated"],
  ] as const) {
    const row = await ctx.db.personName.findFirst({
      where: { organisationId: ctx.actor.organisationId, personId, type },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { id: true, fullSealed: true },
    });
    if (row)
      facts.push(
        ...known([fact, await open(ctx, personId, "person_name", "full_sealed", row.id, row.fullSealed)]),
      );
  }
  return facts;
}

async function nationalities(ctx: Ctx, { personId }: Subject): Promise<Facts> {
  const person = await ctx.db.person.findFirst({
    where: own(ctx, personId),
    select: { nationalities: true },
  });
  return known(...(person?.nationalities ?? []).map((code) => ["nationality", code] as const));
}

async function sexAndAge(ctx: Ctx, { personId }: Subject): Promise<Facts> {
  const person = await ctx.db.person.findFirst({
    where: own(ctx, personId),
    select: { sexGender: true, ageGroup: true },
  });
  return known(["sex_gender", person?.sexGender], ["age_group", person?.ageGroup]);
}

async function birthDate(ctx: Ctx, { personId }: Subject): Promise<Facts> {
  const person = await ctx.db.person.findFirst({
    where: own(ctx, personId),
    select: { birthDateSealed: true },
  });
  return known([
    "birth_date",
    await open(ctx, personId, "person", "birth_date_sealed", personId, person?.birthDateSealed ?? null),
  ]);
}

/** A number that others listen to is never passed on. The rule on when and how goes with the number. */
async function contacts(ctx: Ctx, { personId }: Subject): Promise<Facts> {
  const rows = await ctx.db.personContact.findMany({
    where: {
      organisationId: ctx.actor.organisationId,
      personId,
      safeToContact: { not: "monitored_do_not_use" },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, method: true, valueSealed: true, safeToContact: true, ruleSealed: true },
  });
  const facts: Facts = [];
  for (const { id, method, valueSealed, safeToContact, ruleSealed } of rows) {
    facts.push(
      ...known(
        ["contact_method", method],
        ["contact_value", await open(ctx, personId, "person_contact", "value_sealed", id, valueSealed)],
        ["safe_to_contact", safeToContact],
        ["contact_rule", await open(ctx, personId, "person_contact", "rule_sealed", id, ruleSealed)],
      ),
    );
  }
  return facts;
}

async function area(ctx: Ctx, { caseId }: Subject): Promise<Facts> {
  const row = await ctx.db.caseFile.findFirst({ where: own(ctx, caseId), select: { province: true } });
  return known(["area", row?.province]);
}

const travelDocuments = ["passport", "emergency_passport", "laissez_passer", "emergency_certificate"];

/** Papers to travel with; other identity documents are not part of what was agreed. */
async function passport(ctx: Ctx, { personId }: Subject): Promise<Facts> {
  const rows = await ctx.db.identityDocument.findMany({
    where: { organisationId: ctx.actor.organisationId, personId, type: { in: travelDocuments } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, type: true, country: true, numberSealed: true },
  });
  const facts: Facts = [];
  for (const { id, type, country, numberSealed } of rows) {
    const number = await open(ctx, personId, "identity_document", "number_sealed", id, numberSealed);
    facts.push(...known(["document_type", type], ["document_country", country], ["document_number", number]));
  }
  return facts;
}

/** The need and what it takes to be understood: the partner must know in which language to ask. */
async function needRequested(ctx: Ctx, { needId, personId }: Subject): Promise<Facts> {
  const need = await ctx.db.need.findFirst({
    where: own(ctx, needId),
    select: { type: { select: { labels: true } } },
  });
  const person = await ctx.db.person.findFirst({
    where: own(ctx, personId),
    select: { preferredLanguage: true, interpreterNeeded: true },
  });
  const labels = need?.type.labels as Record<string, string> | undefined;
  return known(
    ["need", labels?.en],
    ["language", person?.preferredLanguage],
    ["interpreter_needed", person?.interpreterNeeded],
  );
}

async function health(ctx: Ctx, { caseId }: Subject): Promise<Facts> {
  const row = await ctx.db.caseFile.findFirst({ where: own(ctx, caseId), select: { privateSealed: true } });
  const text = await open(ctx, caseId, "case_file", "private_sealed", caseId, row?.privateSealed ?? null);
  if (text === null) return [];
  const { hurtNow, pregnancy } = privateAnswersOut
    .pick({ hurtNow: true, pregnancy: true })
    .strip()
    .parse(JSON.parse(text));
  return known(["hurt_now", hurtNow], ["pregnancy", pregnancy]);
}

async function exits(ctx: Ctx, { caseId }: Subject): Promise<Facts> {
  const row = await ctx.db.exitEvent.findFirst({
    where: { organisationId: ctx.actor.organisationId, caseId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { mode: true, exitDate: true, province: true },
  });
  return known(["exit_mode", row?.mode], ["exit_date", row?.exitDate], ["exit_province", row?.province]);
}

function own(ctx: Ctx, id: string) {
  return { organisationId: ctx.actor.organisationId, id };
}

function open(
  ctx: Ctx,
  subject: string,
  table: string,
  column: string,
  row: string,
  sealed: Uint8Array | null,
) {
  return ctx.vault.unseal({ subject, table, column, row }, sealed);
}

/** Only what somebody answered: the three kinds of no-answer are nothing to share. */
function known(...facts: (readonly [Fact, string | null | undefined])[]): Facts {
  return facts.flatMap(([fact, value]) => (value && !isNoAnswer(value) ? [{ fact, value }] : []));
}
