import "server-only";
import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { env } from "@/lib/core/env";
import { english, type Messages } from "@/lib/core/messages";
import { pseudoCatalogue, type PseudoLocale, pseudoLocales } from "@/lib/core/pseudo";

export const locales = ["en"] as const;
export const localeCookie = "locale";
const rightToLeft: ReadonlySet<string> = new Set(["ar", "ur"]);

declare module "use-intl" {
  interface AppConfig {
    Locale: (typeof locales)[number] | PseudoLocale;
    Messages: Messages;
  }
}

/** `rtl` for Arabic and Urdu, in whichever region. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return rightToLeft.has(locale.split("-")[0]!) ? "rtl" : "ltr";
}

/** The words of a locale; pseudo-locales are made from English. */
export function messagesFor(locale: string): Messages {
  return isPseudo(locale) ? pseudoCatalogue(english, locale) : english;
}

export default getRequestConfig(async () => {
  const wanted = (await cookies()).get(localeCookie)?.value;
  const locale = wanted && (isLocale(wanted) || (isPseudo(wanted) && env.pseudoLocales)) ? wanted : "en";
  return { locale, messages: messagesFor(locale), timeZone: "Asia/Phnom_Penh" };
});

function isLocale(locale: string): locale is (typeof locales)[number] {
  return (locales as readonly string[]).includes(locale);
}

function isPseudo(locale: string): locale is PseudoLocale {
  return (pseudoLocales as readonly string[]).includes(locale);
}
