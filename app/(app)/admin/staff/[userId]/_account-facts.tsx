import { getLocale, getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { SummaryList, type SummaryRow } from "@/components/ui/summary-list";
import { FactorWords } from "@/components/users/factor-words";
import { RoleSentence } from "@/components/users/role-sentence";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import type { Account } from "@/lib/users/schema";

/** One account as administrators see it. */
export async function AccountFacts({ account }: { account: Account }) {
  const [t, locale] = await Promise.all([getTranslations("users"), getLocale()]);
  const date = (iso: string) => <Bdi dir="ltr">{formatDate(new Date(iso), locale)}</Bdi>;
  const { email, role, lastSeen, openCases, createdAt, deactivatedAt, endsAt, factors, proposedBy } = account;
  const rows: (SummaryRow | false)[] = [
    { key: "email", label: t("staff.email"), value: <Bdi dir="ltr">{email}</Bdi> },
    {
      key: "role",
      label: t("staff.role"),
      value: (
        <>
          {t(`role.${role}`)}
          <div className="text-sm text-ink-2">
            <RoleSentence {...account} proposed={proposedBy !== null} />
          </div>
        </>
      ),
    },
    { key: "factor", label: t("staff.factor"), value: <FactorWords factors={factors} /> },
    {
      key: "seen",
      label: t("staff.lastSeen"),
      value: lastSeen ? <Bdi dir="ltr">{formatDateTime(new Date(lastSeen), locale)}</Bdi> : t("staff.never"),
    },
    role !== "administrator" && { key: "cases", label: t("staff.openCases"), value: openCases },
    { key: "since", label: t("staff.since"), value: date(createdAt) },
    { key: "until", label: t("staff.openUntil"), value: endsAt ? date(endsAt) : t("staff.noEnd") },
    deactivatedAt !== null && { key: "closed", label: t("staff.closedOn"), value: date(deactivatedAt) },
  ];
  return (
    <Card>
      <SummaryList rows={rows.filter((row) => row !== false)} />
    </Card>
  );
}
