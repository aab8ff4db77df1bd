import { getLocale, getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { formatDate } from "@/lib/core/dates";
import type { GrantKind, Me, Role } from "@/lib/users/schema";

type Props = {
  role: Role;
  /** True for who becomes administrator once a second one has confirmed. */
  proposed?: boolean;
  memberships: Me["memberships"];
  grants: readonly { kind: GrantKind; endsAt?: string | null }[];
};

/** What somebody may see and do, in sentences: the role where they work, then each grant. */
export async function RoleSentence({ role, proposed, memberships, grants }: Props) {
  const [t, locale] = await Promise.all([getTranslations("users"), getLocale()]);
  const list = new Intl.ListFormat(locale.startsWith("en") ? "en" : locale, { type: "conjunction" });
  const places = memberships.map(({ site, team }) =>
    team === null ? t("places.wholeSite", { site }) : t("places.team", { site, team }),
  );
  return (
    <ul className="flex max-w-text flex-col gap-1.5">
      <li>
        <Bdi>{t(`roleAt.${role}`, { places: list.format(places) || t("roleAt.nowhere") })}</Bdi>
      </li>
      {proposed && <li>{t("roleAt.waiting")}</li>}
      {grants.map(({ kind, endsAt }) => (
        <li key={kind}>
          <b>{t(`grant.${kind}`)}:</b> {t(`grantExplained.${kind}`)}{" "}
          {endsAt && t("roleAt.until", { date: formatDate(new Date(endsAt), locale) })}
        </li>
      ))}
    </ul>
  );
}
