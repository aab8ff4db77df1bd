import { getTranslations } from "next-intl/server";

/** Where the codes that an event gives as its reason have their words. A code that two of them have says the same in both. */
const lists = [
  "people.revealReason",
  "access.kind",
  "cases.restrictedBecause",
  "retention.requesting.because",
  "retention.restricting.end",
] as const;

/** The reason of an event in words; null for one that has none, or no words. */
export async function reasonInWords(code: string | null): Promise<string | null> {
  const t = await getTranslations();
  const known = lists.map((list) => `${list}.${code}` as never).find((key) => t.has(key));
  return known ? t(known) : null;
}
