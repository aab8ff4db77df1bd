import "server-only";
import type { Ctx } from "@/lib/core/context";
import type { Sealed } from "@/lib/core/crypto";
import { boundsOf, dayOf, type PartialDate } from "@/lib/core/dates";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { ageGroupFrom } from "@/lib/people/child";
import { blinded, plainKeysOf } from "@/lib/people/match";
import { initialsOf } from "@/lib/people/name-key";
import { scriptOf } from "@/lib/people/names/text";
import type { ContactIn, DocumentIn, NameIn, TraitChanges } from "@/lib/people/schema";
import { type Identity, openIdentity } from "@/lib/people/scope";

export type Identifiers = { names: NameIn[]; contacts: ContactIn[]; documents: DocumentIn[] };
export type RemovedIdentifiers = { names: string[]; contacts: string[]; documents: string[] };

/**
 * The row of a new person, without anything sealed: a person's key exists only once a case makes the person visible.
 * Go on with a case, the key, `addIdentifiers` and `writeTraits`. Gives the person's id.
 */
export async function addPerson(ctx: Ctx): Promise<string> {
  const id = newId();
  await ctx.db.person.createMany({
    data: [{ organisationId: ctx.actor.organisationId, id, createdAt: ctx.now }],
  });
  return id;
}

/** Seals and adds names, contacts and documents; then the match keys and initials need `refreshKeys`. */
export async function addIdentifiers(ctx: Ctx, personId: string, identifiers: Identifiers): Promise<void> {
  const { db } = ctx;
  const rowOf = () => ({
    organisationId: ctx.actor.organisationId,
    id: newId(),
    personId,
    createdAt: ctx.now,
  });
  const seal = sealer(ctx, personId);
  const names = identifiers.names.map(async ({ type, full }) => {
    const row = rowOf();
    return {
      ...row,
      type,
      script: scriptOf(full),
      fullSealed: await seal("person_name", "full_sealed", row.id, full),
    };
  });
  const contacts = identifiers.contacts.map(async ({ method, value, safeToContact, rule }) => {
    const row = rowOf();
    return {
      ...row,
      method,
      safeToContact,
      valueSealed: value ? await seal("person_contact", "value_sealed", row.id, value) : null,
      ruleSealed: rule ? await seal("person_contact", "rule_sealed", row.id, rule) : null,
    };
  });
  const documents = identifiers.documents.map(async ({ type, country, number }) => {
    const row = rowOf();
    const numberSealed = await seal("identity_document", "number_sealed", row.id, number);
    return { ...row, type, country: country ?? null, numberSealed };
  });
  if (names.length > 0) await db.personName.createMany({ data: await Promise.all(names) });
  if (contacts.length > 0) await db.personContact.createMany({ data: await Promise.all(contacts) });
  if (documents.length > 0) await db.identityDocument.createMany({ data: await Promise.all(documents) });
}

/** Takes names, contacts and documents away for good. @throws AppError NOT_FOUND when one of them is not this person's. */
export async function removeIdentifiers(
  ctx: Ctx,
  personId: string,
  removed: RemovedIdentifiers,
): Promise<void> {
  const { db } = ctx;
  const of = (ids: string[]) => ({
    where: { organisationId: ctx.actor.organisationId, personId, id: { in: ids } },
  });
  const gone = [
    removed.names.length > 0 && (await db.personName.deleteMany(of(removed.names))),
    removed.contacts.length > 0 && (await db.personContact.deleteMany(of(removed.contacts))),
    removed.documents.length > 0 && (await db.identityDocument.deleteMany(of(removed.documents))),
  ];
  const count = gone.reduce((sum, answer) => sum + (answer ? answer.count : 0), 0);
  const wanted = new Set([...removed.names, ...removed.contacts, ...removed.documents]).size;
  if (count !== wanted) throw new AppError("NOT_FOUND");
}

/**
 * Writes what is named of the traits, sealing preferred name and birth date. Of the date, which is sealed, the age group
 * stays open, since children are protected by it. @throws AppError INVALID for a birth in the future.
 */
export async function writeTraits(ctx: Ctx, personId: string, traits: TraitChanges): Promise<void> {
  const { preferredName, birthDate, nationalities, otherLanguages, ...plain } = traits;
  const today = dayOf(ctx.now);
  if (birthDate && boundsOf(birthDate).first > today) {
    throw invalid("people.error.birthDateInFuture", "birthDate");
  }
  const seal = sealer(ctx, personId);
  const sealedOr = async (column: string, value: string | PartialDate | null | undefined) =>
    value === undefined ? undefined : value ? await seal("person", column, personId, value) : null;
  const { ageGroup, ageCertainty, sexGender, preferredLanguage, interpreterNeeded } = plain;
  const data = {
    ageGroup: ageGroupFrom(ageGroup, birthDate, today),
    ageCertainty,
    sexGender,
    preferredLanguage,
    interpreterNeeded,
    nationalities: nationalities && [...new Set(nationalities)],
    otherLanguages: otherLanguages && [...new Set(otherLanguages)],
    preferredNameSealed: await sealedOr("preferred_name_sealed", preferredName),
    birthDateSealed: await sealedOr("birth_date_sealed", birthDate),
  };
  if (Object.values(data).every((value) => value === undefined)) return;
  await ctx.db.person.updateMany({
    where: { organisationId: ctx.actor.organisationId, id: personId },
    data: { ...data, version: { increment: 1 } },
  });
}

/** Makes initials and match keys anew from all that is known of the person now. */
export async function refreshKeys(ctx: Ctx, personId: string): Promise<void> {
  const { organisationId } = ctx.actor;
  // Holds the person's row, so that of two writers the second reads what the first has added.
  const where = { organisationId, id: personId };
  await ctx.db.person.updateMany({ where, data: { version: { increment: 1 } } });
  const identity = await openIdentity(ctx, personId);
  const initials = initialsFrom(identity);
  const initialsSealed = initials
    ? await sealer(ctx, personId)("person", "initials_sealed", personId, initials)
    : null;
  await ctx.db.person.updateMany({ where, data: { initialsSealed } });

  const keys = plainKeysOf(findableIn(identity)).map((key) => blinded(organisationId, key));
  await ctx.db.matchKey.deleteMany({ where: { organisationId, personId } });
  await ctx.db.matchKey.createMany({ data: keys.map((key) => ({ organisationId, personId, ...key })) });
}

function initialsFrom({ preferredName, names }: Identity): string | null {
  const name = preferredName ?? names[0]?.full;
  return name ? initialsOf(name) || null : null;
}

function findableIn({ preferredName, names, contacts, documents }: Identity) {
  return {
    names: [...names.map(({ full }) => full), ...(preferredName ? [preferredName] : [])],
    contacts,
    documents: documents.map(({ number }) => number),
  };
}

function sealer(ctx: Ctx, personId: string) {
  return (table: string, column: string, row: string, text: string): Promise<Sealed> =>
    ctx.vault.seal({ subject: personId, table, column, row }, text);
}
