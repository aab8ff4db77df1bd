import { getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import type { Me } from "@/lib/users/schema";

/** Where somebody works, one place a line: a team of a site, or the whole site. */
export async function Places({ memberships }: Pick<Me, "memberships">) {
  const t = await getTranslations("users.places");
  if (memberships.length === 0) return t("none");
  return (
    <ul>
      {memberships.map(({ siteId, site, teamId, team }) => (
        <li key={`${siteId} ${teamId}`}>
          <Bdi>{team === null ? t("wholeSite", { site }) : t("team", { site, team })}</Bdi>
        </li>
      ))}
    </ul>
  );
}
