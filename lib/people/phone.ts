import "server-only";
import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import { toAsciiDigits } from "@/lib/core/dates";

/** `e164` is null when the number cannot be one; `last4` when there are too few digits to mean anybody. */
export type NormalPhone = { e164: string | null; last4: string | null; digits: string };

/** A key for finding by equality under a blind index: `kind` is part of the index key, `value` is normalised. */
export type ContactMatchKey = { kind: "phone_e164" | "phone_last4" | "handle" | "email"; value: string };

type Address = "phone" | "handle" | "email";

/** What each contact method is addressed by; a method not listed (`via_person`, …) has no address of its own. */
const addressesOf: Record<string, Address[]> = {
  phone: ["phone"],
  whatsapp: ["phone"],
  signal: ["phone", "handle"],
  zalo: ["phone", "handle"],
  telegram: ["phone", "handle"],
  wechat: ["phone", "handle"],
  line: ["phone", "handle"],
  facebook_messenger: ["handle"],
  email: ["email"],
  any: ["phone", "handle", "email"],
};

const keysFrom: Record<Address, (text: string, alone: boolean) => ContactMatchKey[]> = {
  phone: phoneKeys,
  handle: handleKeys,
  email: emailKeys,
};

const leastDigits = 6;

/**
 * A phone number as people type it: any digits, spaces, dashes, brackets, `00` or nothing before the country.
 * `defaultCountry` (ISO 3166-1 alpha-2) is where a number without a country is dialled; `digits` is every digit typed.
 */
export function normalisePhone(typed: string, defaultCountry: CountryCode = "KH"): NormalPhone {
  const text = plain(typed);
  const digits = text.replace(/\D/g, "");
  const e164 = e164Of(text, digits, defaultCountry);
  const full = e164 ?? digits;
  return { e164, last4: full.length >= leastDigits ? full.slice(-4) : null, digits };
}

/**
 * What to store, and what to ask for, so that a contact is found by number, last four digits, handle or e-mail.
 * `method` is a contact method code, or `any` for a search that does not know it. No keys when nothing is usable.
 */
export function contactMatchKeys(method: string, value: string): ContactMatchKey[] {
  const addresses = addressesOf[method] ?? [];
  const text = plain(value);
  return addresses.flatMap((address) => keysFrom[address](text, addresses.length === 1));
}

/** A passport or identity number without spaces, dashes and case: capital letters and digits, or empty. */
export function normaliseDocumentNumber(text: string): string {
  return plain(text)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function plain(text: string): string {
  return toAsciiDigits(text.normalize("NFKC"))
    .replace(/\p{Cf}/gu, "")
    .trim();
}

// Typed as dialled here first; then as the country code without its plus, which is how lists are exported.
function e164Of(text: string, digits: string, defaultCountry: CountryCode): string | null {
  if (digits.length < leastDigits) return null;
  const here = parsePhoneNumberFromString(text, defaultCountry);
  const abroad = parsePhoneNumberFromString(`+${digits.replace(/^0+/, "")}`);
  const found =
    [here, abroad].find((number) => number?.isValid()) ?? [here].find((number) => number?.isPossible());
  return found?.number ?? null;
}

function phoneKeys(text: string, alone: boolean): ContactMatchKey[] {
  if (!alone && /\p{L}/u.test(withoutService(text))) return [];
  const { e164, last4 } = normalisePhone(withoutService(text));
  return [
    ...(e164 ? [{ kind: "phone_e164", value: e164 } as const] : []),
    ...(last4 ? [{ kind: "phone_last4", value: last4 } as const] : []),
  ];
}

function handleKeys(text: string): ContactMatchKey[] {
  const handle = withoutService(text).toLowerCase().replace(/^@/, "").replace(/\s+/g, "");
  const isOther = handle === "" || handle.includes("@") || /^\+?[\d()-]*$/.test(handle);
  return isOther ? [] : [{ kind: "handle", value: handle }];
}

function emailKeys(text: string): ContactMatchKey[] {
  const email = text.toLowerCase().replace(/^mailto:/, "");
  return /^[^\s@]+@[^\s@]+$/.test(email) ? [{ kind: "email", value: email }] : [];
}

// https://t.me/name, m.me/name, facebook.com/profile.php?id=1 and the like come from people who paste a link.
function withoutService(text: string): string {
  return text
    .replace(/^(https?:\/\/)?([\w-]+\.)+[a-z]{2,}\/(.*\/)?/i, "")
    .replace(/^profile\.php\?id=/i, "id:")
    .replace(/[?#].*$/, "")
    .replace(/^~/, "");
}
