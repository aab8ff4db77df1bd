import names from "@/prisma/reference/names.json" with { type: "json" };
import phrases from "@/prisma/reference/phrases.json" with { type: "json" };
import type { Random } from "@/lib/testing/random";

export type Sex = "feminine" | "masculine";
export type Country = keyof typeof names;

type Names = {
  weight: number;
  language: string;
  others: readonly string[];
  order: string;
  feminine: readonly string[];
  masculine: readonly string[];
  family: readonly string[];
};

/** A name as its bearer says it, and as it stands in Latin letters in a passport; the same for Latin scripts. */
export type MadeName = { own: string; latin: string };

const byCountry: Record<Country, Names> = names;
const weights = Object.fromEntries(
  Object.entries(byCountry).map(([country, { weight }]) => [country, weight]),
);
const noteLanguages = Object.keys(phrases.notes) as (keyof typeof phrases.notes)[];

export { phrases };

/** A nationality, as often as people of it are met. */
export function drawCountry(random: Random): Country {
  return random.weighted(weights as Record<Country, number>);
}

export function languagesOf(country: Country): { preferred: string; others: readonly string[] } {
  const { language, others } = byCountry[country];
  return { preferred: language, others };
}

/** A common name of the country, put together at random: nobody's in particular. */
export function drawName(random: Random, country: Country, sex: Sex): MadeName {
  const { order, family, [sex]: given } = byCountry[country];
  const first = pair(random.pick(given));
  if (order === "given") return first;
  const last = pair(random.pick(family));
  if (order === "familygiven") return { own: last.own + first.own, latin: `${last.latin} ${first.latin}` };
  const parts = order === "family given" ? [last, first] : [first, last];
  return { own: parts.map(({ own }) => own).join(" "), latin: parts.map(({ latin }) => latin).join(" ") };
}

/** A short, calm note, in the person's language when we have one, else in English or Khmer. */
export function drawNote(random: Random, language: string | undefined): { language: string; body: string } {
  const own = noteLanguages.find((known) => known === language);
  const chosen = own && random.chance(0.25) ? own : random.chance(0.7) ? "en" : "km";
  return { language: chosen, body: random.pick(phrases.notes[chosen]) };
}

function pair(entry: string): MadeName {
  const [own, latin] = entry.split("|");
  return { own: own!, latin: latin ?? own! };
}
