import { randomUUID } from "node:crypto";
import { commands, queries } from "@/lib/registry";
import { type People, typing } from "./acts";
import { type Mark, newCanary, typedFields } from "./canary";
import { freeTextFields } from "./free-text";

/** Searches for what was registered and for what nobody has, as somebody types it. */
export async function searchEverywhere(people: People, words: readonly string[]): Promise<void> {
  const search = typing("person.search");
  const look = typing("person.duplicates");
  for (const who of Object.values(people)) {
    for (const q of [...words, search("q"), search("q", "khmer"), `+86${search("q", "phone")}`])
      await who.ask("person.search", { q });
    await who.ask("person.duplicates", {
      name: look("name"),
      contact: `+86${look("contact", "phone")}`,
      document: look("document"),
    });
    await who.ask("person.duplicates", {
      name: look("name[]"),
      contact: look("contact[]"),
      document: look("document[]"),
    });
  }
}

/** What is the house's own business wherever it is typed. */
const ofTheHouse = /^(partner|user|token|passkey)\.|^audit\.list |\bafter$/;
const secret = /^(me\.changePassword|totp\.confirm|passkey\.add response)/;

/** Types into every field of every command and query that nobody has typed into yet; most of it is refused, which is to tell nothing either. */
export async function typeIntoTheRest(people: People): Promise<number> {
  const before = new Set(typedFields());
  let typed = 0;
  const rest = (name: string, input: Parameters<typeof freeTextFields>[0]) =>
    freeTextFields(input).filter((field) => !before.has(`${name} ${field}`));
  for (const who of [people.caseworker, people.administrator]) {
    for (const [name, { input }] of commands)
      for (const field of rest(name, input)) {
        typed++;
        await who.tell(name, holding(field, newCanary(markFor(name, field), `${name} ${field}`)) as object);
      }
    for (const [name, { input }] of queries)
      for (const field of rest(name, input)) {
        typed++;
        const search = new URLSearchParams({
          [field.replace("[]", "")]: newCanary(markFor(name, field), `${name} ${field}`),
        });
        await who.ask(name, Object.fromEntries(search));
      }
  }
  return typed;
}

function markFor(name: string, field: string): Mark {
  const place = `${name} ${field}`;
  return secret.test(place) ? "secret" : ofTheHouse.test(place) ? "house" : "person";
}

/** Every field of every command and query into which anything can be typed. */
export function allFreeText(): string[] {
  return [...commands, ...queries].flatMap(([name, { input }]) =>
    freeTextFields(input).map((field) => `${name} ${field}`),
  );
}

/** An input that holds the value at this path and nothing else. */
function holding(path: string, value: string): unknown {
  const [first, ...others] = path.split(".");
  const inner = others.length > 0 ? holding(others.join("."), value) : value;
  if (first === "") return inner;
  if (first!.endsWith("[]")) return { [first!.slice(0, -2)]: [inner] };
  return { [first === "*" ? randomUUID() : first!]: inner };
}
