import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { stateOf } from "@/lib/consents/policy";
import { formatDate } from "@/lib/core/dates";

/** What the person said may be shared, with whom, at a glance. */
export async function ConsentCard({ file }: { file: CaseOut }) {
  const [t, consents, locale] = await Promise.all([
    getTranslations("cases.screen.consent"),
    getTranslations("consents"),
    getLocale(),
  ]);
  const now = new Date();
  return (
    <Card title={t("title")}>
      {file.consents.length === 0 && <p>{t("none")}</p>}
      <ul className="flex flex-col gap-1">
        {file.consents.map((consent) => (
          <li key={consent.id}>
            {consent.partnerName ?? consents(`scope.${consent.scope}` as "scope.referral")}:{" "}
            <strong>{consents(`state.${standing(consent, now)}`)}</strong>{" "}
            <span className="text-ink-2">{formatDate(new Date(consent.givenAt), locale)}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/cases/${file.id}/consent`}>{t("all")}</a>
      </p>
    </Card>
  );
}

function standing({ withdrawnAt, expiresAt, ...consent }: CaseOut["consents"][number], now: Date) {
  return stateOf(
    {
      ...consent,
      givenAt: new Date(consent.givenAt),
      withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
      expiresAt: new Date(expiresAt),
    },
    now,
  );
}
