import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { env } from "@/lib/core/env";
import { localeCookie, locales } from "@/lib/core/i18n";
import { pseudoLocales } from "@/lib/core/pseudo";
import { LanguageChoice } from "./language-choice";
import { themeCookie, themeOf } from "./theme";
import { ThemeChoice } from "./theme-choice";

/** Colours and language of this device. */
export async function Appearance() {
  const [t, jar, locale] = await Promise.all([getTranslations("shell"), cookies(), getLocale()]);
  const languages = [...locales, ...(env.pseudoLocales ? pseudoLocales : [])];
  return (
    <div className="flex flex-col gap-6">
      <ThemeChoice
        initial={themeOf(jar.get(themeCookie)?.value)}
        legend={t("theme.legend")}
        words={{ system: t("theme.system"), light: t("theme.light"), dark: t("theme.dark") }}
      />
      {languages.length > 1 ? (
        <LanguageChoice
          cookie={localeCookie}
          legend={t("language.legend")}
          present={locale}
          languages={languages.map((value) => ({ value, label: t(`language.name.${value}`) }))}
        />
      ) : (
        <div>
          <p className="font-semibold">{t("language.legend")}</p>
          <p>{t("language.onlyOne")}</p>
        </div>
      )}
    </div>
  );
}
