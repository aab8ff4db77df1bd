import "server-only";
import { hanInitials } from "./han";
import { parseName, type NameWord } from "./parse";
import { particles, patronyms } from "./titles";

const none = "–";
const most = 4;

// Vowel signs of Thai and Lao that are written before the first consonant.
const writtenBefore = /^[เ-ไເ-ໄ]/;

/**
 * The name as initials, for lists where the name itself would say too much: `Srey Pov` is `S. P.`, `សុខ សុភាព` is
 * `ស. ស.`, `林志豪` is `L. Z. H.`. Titles and particles do not count. A dash when there is no name.
 */
export function initialsOf(name: string): string {
  const letters = parseName(name).words.filter(counts).flatMap(lettersOf).slice(0, most);
  return letters.length === 0 ? none : letters.map((letter) => `${letter}.`).join(" ");
}

function counts({ role, text }: NameWord): boolean {
  return role !== "title" && !(role === "particle" && (particles.has(text) || patronyms.has(text)));
}

function lettersOf({ script, text, marked }: NameWord): string[] {
  // A stray mark before them belongs to no character.
  if (script === "han") return hanInitials(text).filter((letter) => /^\p{L}/u.test(letter));
  const source = script === "latin" ? marked : text;
  const letter = /\p{L}/u.exec(source.normalize("NFD").replace(writtenBefore, ""))?.[0];
  return letter ? [letter.toUpperCase()] : [];
}
