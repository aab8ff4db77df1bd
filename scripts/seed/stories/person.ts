import { ageGroupOf, ageOn, isPartialDate, type PartialDate } from "@/lib/core/dates";
import type { ContactIn, DocumentIn, NameIn, PersonTraits } from "@/lib/people/schema";
import type { Random } from "@/lib/testing/random";
import { type Country, drawCountry, drawName, languagesOf, phrases, type Sex } from "./words";

/** Somebody made up, as a registration tells of them. */
export type PersonStory = PersonTraits & {
  names: NameIn[];
  contacts: ContactIn[];
  documents: DocumentIn[];
};

/** One in so many is a child: their cases must be seen in the demo too. */
const childShare = 0.06;

/** A person of whom a quick card (`l0`) or a first talk (`l1`) tells. `today`: the day of the first meeting. */
export function drawPerson(random: Random, level: "l0" | "l1", today: Date): PersonStory {
  const country = drawCountry(random);
  const sex: Sex = random.chance(0.4) ? "feminine" : "masculine";
  const { preferred, others } = languagesOf(country);
  const known = level === "l1";
  return {
    names: drawNames(random, country, sex, known),
    contacts: drawContacts(random, country),
    documents: known && random.chance(0.3) ? [drawDocument(random, country)] : [],
    ...drawAge(random, known, today),
    ...(random.chance(0.08) && { preferredName: random.pick(phrases.aliases) }),
    preferredLanguage: preferred,
    otherLanguages: random.chance(0.4) ? [random.pick(others)] : [],
    interpreterNeeded: random.weighted({ yes: 6, no: 3, not_asked: 1 }),
    ...(known && { sexGender: drawSex(random, sex), nationalities: drawNationality(random, country) }),
  };
}

function drawNames(random: Random, country: Country, sex: Sex, known: boolean): NameIn[] {
  if (random.chance(0.06)) return [];
  if (random.chance(0.06)) return [{ type: "nickname", full: random.pick(phrases.aliases) }];
  const { own, latin } = drawName(random, country, sex);
  const inPassport = known && random.chance(0.45);
  return [
    { type: "stated", full: own },
    ...(inPassport ? [{ type: "passport", full: latin.toUpperCase() } as const] : []),
    ...(known && random.chance(0.08)
      ? [{ type: "alias_in_compound", full: random.pick(phrases.aliases) } as const]
      : []),
  ];
}

function drawContacts(random: Random, country: Country): ContactIn[] {
  if (random.chance(0.12)) return [];
  const local =
    country === "CN" ? "wechat" : country === "VN" ? "zalo" : country === "TH" ? "line" : "whatsapp";
  const method = random.weighted<ContactIn["method"]>({
    phone: 4,
    telegram: 3,
    [local]: 3,
    facebook_messenger: 1,
    via_person: 1,
    email: 1,
  });
  const safeToContact = random.weighted<ContactIn["safeToContact"]>({
    yes: 6,
    only_text: 3,
    only_times: 1,
    no_voice: 1,
    monitored_do_not_use: 1,
    not_asked: 2,
  });
  const rule =
    safeToContact === "only_times" || random.chance(0.15) ? { rule: random.pick(phrases.contactRules) } : {};
  const value = addressFor(random, method);
  return [{ method, safeToContact, ...(value && { value }), ...rule }];
}

/** Numbers that nobody has: the block 000 is not given out. Addresses under example.org belong to nobody. */
function addressFor(random: Random, method: ContactIn["method"]): string | undefined {
  const number = String(random.between(0, 9_999)).padStart(4, "0");
  if (method === "via_person") return undefined;
  if (method === "email") return `demo.${number}@example.org`;
  if (["telegram", "wechat", "line", "facebook_messenger"].includes(method))
    return `demo_${random.between(10_000, 99_999)}`;
  return `${random.pick(["010", "011", "012", "015", "016", "017", "093", "096 0", "097 0", "088 0"])} 00${number.slice(0, 1)} ${number.slice(1)}`;
}

function drawDocument(random: Random, country: Country): DocumentIn {
  const number = `${random.pick(["A", "B", "C", "E", "X"])}000${random.between(1000, 9999)}`;
  return {
    type: random.weighted<DocumentIn["type"]>({ passport: 8, national_id: 1, laissez_passer: 1 }),
    country,
    number,
  };
}

function drawAge(
  random: Random,
  known: boolean,
  today: Date,
): Pick<PersonTraits, "birthDate" | "ageGroup" | "ageCertainty"> {
  if (random.chance(known ? 0.03 : 0.15)) return { ageGroup: "not_asked" };
  const years = random.chance(childShare)
    ? random.between(14, 17)
    : 18 + Math.floor(random.next() ** 1.6 * 34);
  const birth = new Date(
    Date.UTC(today.getUTCFullYear() - years, random.between(0, 11), random.between(1, 28)),
  );
  const day = partial(birth, 10);
  const ageGroup = ageGroupOf(ageOn(partial(today, 10), day));
  const ageCertainty = random.weighted<NonNullable<PersonTraits["ageCertainty"]>>({
    stated: 7,
    documented: known ? 2 : 0,
    estimated: 2,
  });
  const precision = random.weighted({ none: known ? 3 : 8, year: 3, day: known ? 4 : 0 });
  if (precision === "none") return { ageGroup, ageCertainty };
  return { birthDate: precision === "day" ? day : partial(birth, 4), ageGroup, ageCertainty };
}

function drawSex(random: Random, sex: Sex): NonNullable<PersonTraits["sexGender"]> {
  if (random.chance(0.96)) return sex;
  return random.pick(["transgender_feminine", "non_conforming", "declined"]);
}

function drawNationality(random: Random, country: Country): string[] {
  if (random.chance(0.02)) return ["stateless"];
  return random.chance(0.03) ? ["claimed_unverified", country] : [country];
}

function partial(moment: Date, length: 4 | 10): PartialDate {
  const text = moment.toISOString().slice(0, length);
  if (!isPartialDate(text)) throw new Error(`${text} is no date`);
  return text;
}
