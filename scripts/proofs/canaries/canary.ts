import { randomInt } from "node:crypto";

/** Every canary begins like this, so that one look finds them all. Nothing else in the world does. */
const marks = {
  /** What belongs to a person: a name, a story, an address, a document. */
  person: "zqxvkjwbp",
  /** The same in a script of which UTF-8, URLs and JSON make something else. */
  khmer: "ឋឰឝឩឡឮ",
  /** A mobile number, without its country. */
  phone: "13947192",
  /** What is the house's own: names of partners, staff, devices. They are not sealed, but are nobody's business in a log. */
  house: "zqxhgfwbp",
  /** A password or a code. */
  secret: "zqxsmtwbp",
} as const;
export type Mark = keyof typeof marks;

const letters = (alphabet: string, count: number) =>
  Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");

/** What was typed where, by what makes it unlike all others. */
const typed = new Map<string, string>();

/** A new one of this kind for the field `where`. */
export function newCanary(mark: Mark, where: string): string {
  const rest = mark === "phone" ? letters("0123456789", 3) : letters("bcdfghkmnprstvwxz", 6);
  const canary = `${marks[mark]}${rest}`;
  typed.set(canary, where);
  return canary;
}

/** Fields that got a canary so far. */
export const typedFields = (): string[] => [...new Set(typed.values())];

export type Find = { where: string; mark: Mark; form: string; field: string };
type Needle = { mark: Mark; form: string; bytes: string; exact: boolean };

const bytesOf = (text: string, encoding: BufferEncoding = "utf8") =>
  Buffer.from(text, encoding).toString("latin1");
const swapped = (text: string) => Buffer.from(text, "utf16le").swap16().toString("latin1");

/** Base64 of a text inside another one begins at any of three places; only what is the same in all of them is looked for. */
function base64Needles(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
      .toString("base64")
      .replaceAll("=", "");
    const first = Math.ceil((before * 8) / 6);
    return whole.slice(first, Math.floor(((before + Buffer.byteLength(text)) * 8) / 6));
  });
}

function needlesOf(mark: Mark): Needle[] {
  const text = marks[mark];
  const folded = (form: string, bytes: string) => ({ mark, form, bytes: bytes.toLowerCase(), exact: false });
  const forms = new Map([
    ["plain", bytesOf(text)],
    ["URL-encoded", encodeURIComponent(text)],
    [
      "escaped in JSON",
      [...text]
        .map((letter) => (letter < "\u0080" ? letter : `\\u${letter.charCodeAt(0).toString(16)}`))
        .join(""),
    ],
    ["hex", Buffer.from(text).toString("hex")],
    ["UTF-16", bytesOf(text, "utf16le")],
    ["UTF-16 big end first", swapped(text)],
  ]);
  // The same needle under two names would be found twice.
  const own = [...forms].filter(([form, bytes]) => form === "plain" || bytes !== forms.get("plain"));
  return [
    ...own.map(([form, bytes]) => folded(form, bytes)),
    ...base64Needles(text).flatMap((bytes) => [
      { mark, form: "base64", bytes, exact: true },
      ...(/[+/]/.test(bytes)
        ? [{ mark, form: "base64url", bytes: bytes.replaceAll("+", "-").replaceAll("/", "_"), exact: true }]
        : []),
    ]),
  ];
}

const needles = (Object.keys(marks) as Mark[]).flatMap(needlesOf);

/** Every canary of these kinds in a text or file, in any of its forms, once each. */
export function canariesIn(where: string, content: string | Uint8Array, kinds: readonly Mark[]): Find[] {
  const exact = Buffer.from(content as Uint8Array).toString("latin1");
  const folded = exact.toLowerCase();
  const finds = new Map<string, Find>();
  for (const { mark, form, bytes, exact: asIs } of needles) {
    if (!kinds.includes(mark)) continue;
    const text = asIs ? exact : folded;
    for (let at = text.indexOf(bytes); at >= 0; at = text.indexOf(bytes, at + 1)) {
      const field = form === "plain" ? whoseAt(exact, at) : "?";
      finds.set(`${form} ${field}`, { where, mark, form, field });
    }
  }
  return [...finds.values()];
}

/** Which canary stands there, by the letters that follow the mark. */
function whoseAt(text: string, at: number): string {
  const around = Buffer.from(text.slice(at, at + 60), "latin1")
    .toString("utf8")
    .toLowerCase();
  for (const [canary, where] of typed) if (around.startsWith(canary)) return where;
  return "?";
}

/** A text that holds a canary of this kind in this form, to prove that it would be found. */
export function planted(mark: Mark): Record<string, Uint8Array> {
  const text = `somebody wrote ${newCanary(mark, "planted")} here`;
  return {
    plain: Buffer.from(text),
    "in capitals": Buffer.from(text.toUpperCase()),
    "URL-encoded": Buffer.from(encodeURIComponent(text)),
    "in JSON": Buffer.from(JSON.stringify({ text })),
    hex: Buffer.from(Buffer.from(text).toString("hex")),
    base64: Buffer.from(Buffer.from(text).toString("base64")),
    base64url: Buffer.from(Buffer.from(text).toString("base64url")),
    "UTF-16": Buffer.from(text, "utf16le"),
    "UTF-16 big end first": Buffer.from(text, "utf16le").swap16(),
  };
}
