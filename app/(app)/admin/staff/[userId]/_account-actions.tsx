import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";

type Props = { userId: string; own: boolean; closed: boolean };

/** Where to go from an account: change it, see what it opens, end it. */
export async function AccountActions({ userId, own, closed }: Props) {
  const t = await getTranslations("users.staff");
  const to = (page: string) => `/admin/staff/${userId}/${page}`;
  return (
    <>
      <LinkButton href={to("access")} variant="quiet" size="small">
        {t("reach")}
      </LinkButton>
      {!own && !closed && (
        <>
          <LinkButton href={to("edit")} variant="quiet" size="small">
            {t("change")}
          </LinkButton>
          <LinkButton href={to("end")} variant="quiet" size="small">
            {t("close")}
          </LinkButton>
        </>
      )}
    </>
  );
}
