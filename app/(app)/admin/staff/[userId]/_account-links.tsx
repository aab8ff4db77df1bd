import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/ui/section";
import { NewLink } from "@/components/users/new-link";
import { formatDateTime } from "@/lib/core/dates";
import type { AccountInFull } from "@/lib/users/schema";

/** The link that is open for somebody, and a new one. */
export async function AccountLinks({
  account: { id, name, status, invitation },
}: {
  account: AccountInFull;
}) {
  const [t, locale] = await Promise.all([getTranslations("users.handOver"), getLocale()]);
  const purpose = status === "invited" ? "join" : "reset_password";
  return (
    <Section id="links" title={t(purpose)} lead={t(`${purpose}Lead`)}>
      {invitation && (
        <p>
          {t(`open_${invitation.purpose}`, {
            when: formatDateTime(new Date(invitation.expiresAt), locale),
          })}
        </p>
      )}
      <NewLink userId={id} name={name} purpose={purpose} />
    </Section>
  );
}
