import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { firstScript } from "@/components/shell/first-script";
import { InlineScript } from "@/components/shell/inline-script";
import { themeCookie, themeOf } from "@/components/shell/theme";
import { nonceHeader } from "@/lib/core/headers";
import { directionOf } from "@/lib/core/i18n";

// Every page is for one person at one moment, and carries a nonce: nothing is rendered ahead.
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: t("productName"), template: `%s – ${t("productName")}` },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar, incoming] = await Promise.all([getLocale(), cookies(), headers()]);
  const theme = themeOf(jar.get(themeCookie)?.value);
  return (
    <html
      lang={locale}
      dir={directionOf(locale)}
      data-theme={theme === "system" ? undefined : theme}
      data-save-data={incoming.get("save-data") === "on" ? "" : undefined}
    >
      <head>
        <InlineScript nonce={incoming.get(nonceHeader) ?? undefined} text={firstScript} />
      </head>
      <body>{children}</body>
    </html>
  );
}
