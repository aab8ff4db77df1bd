import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Namespace } from "@/lib/core/messages";

/** Sends to the browser only the catalogues that the forms inside speak from; `core` is always among them. */
export async function Words({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const all = await getMessages();
  const picked = Object.fromEntries(
    ["core", ...of].map((namespace) => [namespace, all[namespace as Namespace]]),
  );
  return (
    <NextIntlClientProvider locale={await getLocale()} messages={picked} timeZone="Asia/Phnom_Penh">
      {children}
    </NextIntlClientProvider>
  );
}
