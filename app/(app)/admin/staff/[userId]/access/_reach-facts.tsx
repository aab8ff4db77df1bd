import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import { FactorWords } from "@/components/users/factor-words";
import { Places } from "@/components/users/places";
import { formatDate } from "@/lib/core/dates";
import type { Reach } from "@/lib/users/seeing/schema";

/** What somebody can read, piece by piece, and until when. */
export async function ReachFacts({ reach }: { reach: Reach }) {
  const [t, users, locale] = await Promise.all([
    getTranslations("users.reach"),
    getTranslations("users"),
    getLocale(),
  ]);
  const { role, memberships, endsAt, files, classes, figures, audit, factors } = reach;
  const said = (yes: boolean) => (yes ? t("yes") : t("no"));
  const rows = [
    { key: "role", label: t("role"), value: users(`role.${role}`) },
    {
      key: "until",
      label: t("until"),
      value: endsAt ? formatDate(new Date(endsAt), locale) : users("staff.noEnd"),
    },
    { key: "factor", label: t("factor"), value: <FactorWords factors={factors} /> },
    { key: "places", label: t("places"), value: <Places memberships={memberships} /> },
    { key: "files", label: t("files"), value: files },
    { key: "facts", label: t("facts"), value: said(classes.facts) },
    { key: "names", label: t("names"), value: said(classes.names) },
    { key: "notes", label: t("notes"), value: said(classes.notes) },
    { key: "health", label: t("health"), value: users(`noteReach.${classes.health}`) },
    { key: "legal", label: t("legal"), value: users(`noteReach.${classes.legal}`) },
    { key: "figures", label: t("figures"), value: said(figures) },
    { key: "audit", label: t("audit"), value: said(audit) },
  ];
  return (
    <Card>
      <SummaryList rows={rows} />
    </Card>
  );
}
