import "server-only";
import type { Ctx } from "@/lib/core/context";
import { openIdentity } from "@/lib/people/scope";
import type { PersonCopy } from "@/lib/retention/copying/schema";
import { coded, countryCoded, ifKnown, languageCoded, maybeCoded } from "@/lib/retention/copying/words";

/** Who the person is, as far as anybody wrote it down. */
export async function identityOf(ctx: Ctx, personId: string): Promise<PersonCopy["identity"]> {
  const person = await ctx.db.person.findFirstOrThrow({
    where: { organisationId: ctx.actor.organisationId, id: personId },
    select: {
      ...{ ageGroup: true, ageCertainty: true, sexGender: true, nationalities: true },
      ...{ preferredLanguage: true, otherLanguages: true, interpreterNeeded: true },
    },
  });
  const { preferredName, birthDate, names, contacts, documents } = await openIdentity(ctx, personId);
  return {
    preferredName,
    names: names.map(({ type, full }) => ({ type: coded("people.nameType", type), full })),
    contacts: contacts.map(({ method, value, safeToContact, rule }) => ({
      method: coded("people.contactMethod", method),
      value,
      safeToContact: coded("people.safeToContact", safeToContact),
      rule,
    })),
    documents: documents.map(({ type, country, number }) => ({
      type: coded("people.documentType", type),
      country: ifKnown(country, countryCoded),
      number,
    })),
    birthDate,
    ageGroup: maybeCoded("people.ageGroup", person.ageGroup),
    ageCertainty: maybeCoded("people.ageCertainty", person.ageCertainty),
    sexGender: maybeCoded("people.sexGender", person.sexGender),
    nationalities: person.nationalities.map(countryCoded),
    preferredLanguage: ifKnown(person.preferredLanguage, languageCoded),
    otherLanguages: person.otherLanguages.map(languageCoded),
    interpreterNeeded: maybeCoded("people.interpreterNeeded", person.interpreterNeeded),
  };
}
