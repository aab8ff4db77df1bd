import provinces from "@/prisma/reference/kh-provinces.json";

const displayNames = new Map<string, Intl.DisplayNames>();

/** The name of a BCP 47 language in words of the locale; the tag itself when nobody knows it. */
export function languageName(tag: string, locale: string): string {
  return nameOf("language", tag, locale);
}

/** Whether a code is one of ISO 3166-1; `stateless` and the like are not. */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code);
}

/** The name of an ISO 3166-1 country in words of the locale; other codes come back as they are. */
export function regionName(code: string, locale: string): string {
  return isCountry(code) ? nameOf("region", code, locale) : code;
}

/** The name of a Cambodian province by its ISO 3166-2 code, such as `KH-1`. */
export function placeName(code: string): string {
  return (provinces as Record<string, { name: string }>)[code]?.name ?? code;
}

/** Every province: code and name, in the order of their codes. */
export const provinceList: readonly { code: string; name: string }[] = Object.entries(provinces).map(
  ([code, { name }]) => ({
    code,
    name,
  }),
);

function nameOf(type: "language" | "region", code: string, locale: string): string {
  const key = `${locale} ${type}`;
  const names =
    displayNames.get(key) ??
    new Intl.DisplayNames([locale, "en"], { type, fallback: "code", languageDisplay: "standard" });
  displayNames.set(key, names);
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
