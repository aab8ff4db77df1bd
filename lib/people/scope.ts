import "server-only";
import type { Ctx } from "@/lib/core/context";

/** Direct identifiers of a person in plain text. Only for a moment inside a door, never for a list or a log. */
export type Identity = {
  preferredName: string | null;
  birthDate: string | null;
  names: { id: string; type: string; script: string | null; full: string }[];
  contacts: {
    id: string;
    method: string;
    value: string | null;
    safeToContact: string;
    rule: string | null;
  }[];
  documents: { id: string; type: string; country: string | null; number: string }[];
};

/** Everything that says who a visible person is, opened. @throws AppError NOT_FOUND when the person's key is out of sight. */
export async function openIdentity(ctx: Ctx, personId: string): Promise<Identity> {
  const { db, vault } = ctx;
  const where = { organisationId: ctx.actor.organisationId, personId };
  const order = { orderBy: { id: "asc" } } as const;
  const person = await db.person.findFirst({
    where: { organisationId: where.organisationId, id: personId },
    select: { preferredNameSealed: true, birthDateSealed: true },
  });
  const names = await db.personName.findMany({ where, ...order });
  const contacts = await db.personContact.findMany({ where, ...order });
  const documents = await db.identityDocument.findMany({ where, ...order });

  const open = (table: string, column: string, row: string, sealed: Uint8Array | null) =>
    vault.unseal({ subject: personId, table, column, row }, sealed);
  return {
    preferredName: await open(
      "person",
      "preferred_name_sealed",
      personId,
      person?.preferredNameSealed ?? null,
    ),
    birthDate: await open("person", "birth_date_sealed", personId, person?.birthDateSealed ?? null),
    names: await Promise.all(
      names.map(async ({ id, type, script, fullSealed }) => {
        return { id, type, script, full: (await open("person_name", "full_sealed", id, fullSealed)) ?? "" };
      }),
    ),
    contacts: await Promise.all(
      contacts.map(async ({ id, method, safeToContact, valueSealed, ruleSealed }) => ({
        id,
        method,
        value: await open("person_contact", "value_sealed", id, valueSealed),
        safeToContact,
        rule: await open("person_contact", "rule_sealed", id, ruleSealed),
      })),
    ),
    documents: await Promise.all(
      documents.map(async ({ id, type, country, numberSealed }) => {
        return {
          id,
          type,
          country,
          number: (await open("identity_document", "number_sealed", id, numberSealed)) ?? "",
        };
      }),
    ),
  };
}

/** Every name of those of these people who are visible, opened, by the person's id. Those out of sight are left out. */
export async function namesOf(ctx: Ctx, personIds: readonly string[]): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  if (personIds.length === 0) return names;
  const { organisationId } = ctx.actor;
  const people = await ctx.db.person.findMany({
    where: { organisationId, id: { in: [...personIds] } },
    select: { id: true, preferredNameSealed: true, names: { select: { id: true, fullSealed: true } } },
  });
  await ctx.vault.load(people.map(({ id }) => id));
  for (const { id, preferredNameSealed, names: sealed } of people) {
    const place = { subject: id, table: "person", column: "preferred_name_sealed", row: id };
    const preferred = await ctx.vault.unseal(place, preferredNameSealed);
    const full = sealed.map((name) =>
      ctx.vault.unseal(
        { subject: id, table: "person_name", column: "full_sealed", row: name.id },
        name.fullSealed,
      ),
    );
    names.set(
      id,
      [preferred, ...(await Promise.all(full))].filter((name) => name !== null),
    );
  }
  return names;
}
