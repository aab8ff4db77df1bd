import { toAsciiDigits } from "@/lib/core/dates";

/** Crockford's base 32: no I, L, O, U, so that nothing is misread or spells a word. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const bodyLength = 6;

// Makes the example in the handbook, K7Q-4MX-2, a true code.
const offset = 20;

/**
 * A new case code such as `K7Q-4MX-2`: six random characters and a check character, nothing else inside. Random, so it
 * can meet an existing one (30 bits): the caller retries on a unique violation.
 * `random` gives as many random bytes as it is asked for.
 */
export function newCaseCode(random: (count: number) => Uint8Array = randomBytes): string {
  const body = Array.from(random(bodyLength), (byte) => byte % alphabet.length);
  return formatCaseCode([...body, checkValue(body)].map((value) => alphabet[value]).join(""));
}

/**
 * The case code that a person meant, in its one stored form `K7Q-4MX-2`, or null when it is no code or is mistyped.
 * Forgives lower case, missing or odd dashes, spaces, O for 0, I and L for 1, fullwidth and local digits.
 */
export function parseCaseCode(text: string): string | null {
  const characters = toAsciiDigits(text.normalize("NFKC"))
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}._/−]/gu, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  const values = Array.from(characters, (character) => alphabet.indexOf(character));
  if (values.length !== bodyLength + 1 || values.includes(-1)) return null;
  return checkValue(values.slice(0, bodyLength)) === values[bodyLength] ? formatCaseCode(characters) : null;
}

/** Seven characters in the shape 3-3-1, as read aloud and printed. Dashes already there are kept once. */
export function formatCaseCode(code: string): string {
  return code.replaceAll("-", "").replace(/^(.{3})(.{3})(.*)$/, "$1-$2-$3");
}

// Weighted sum in the field of 32 elements. Each place has its own weight, none zero and the check's is 1 (2^0), so one
// wrong character, or any two exchanged, always changes the sum.
function checkValue(body: number[]): number {
  return body.reduceRight((sum, value) => doubled(sum ^ value), offset);
}

// Multiplies by x modulo x^5 + x^2 + 1, a primitive polynomial: powers of x repeat only after 31 steps.
function doubled(value: number): number {
  return value & 16 ? ((value << 1) & 31) ^ 5 : value << 1;
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}
