import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Appearance } from "@/components/shell/appearance";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { PermissionAreas } from "@/components/users/permission-areas";
import { sessionRows } from "@/components/users/session-rows";
import { SessionTable } from "@/components/users/session-table";
import { read } from "@/lib/core/page";
import { getMe } from "@/lib/users/queries";
import { listSessions } from "@/lib/users/sessions/queries";
import { LostFactors } from "./_lost-factors";
import { OwnAccount } from "./_own-account";
import { SigningIn } from "./_signing-in";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.me"))("title") };
}

export default async function MePage() {
  const [me, { sessions }, t, locale] = await Promise.all([
    read(getMe, {}),
    read(listSessions, {}),
    getTranslations("users"),
    getLocale(),
  ]);
  return (
    <Page title={t("me.title")}>
      <Section id="account" title={t("me.account")}>
        <OwnAccount me={me} />
        <p className="text-sm text-ink-2">{t("me.wrongData")}</p>
      </Section>
      <SigningIn />
      <Section id="password" title={t("me.signIn")}>
        <div className="flex flex-wrap gap-3">
          <LinkButton href="/me/password" variant="quiet">
            {t("me.password")}
          </LinkButton>
          <LinkButton href="/me/tokens" variant="quiet">
            {t("me.tokens")}
          </LinkButton>
        </div>
      </Section>
      <Section id="sessions" title={t("sessions.title")} lead={t("sessions.lead")}>
        <Words of={["users"]}>
          <SessionTable sessions={sessionRows(sessions, locale)} />
        </Words>
      </Section>
      {me.permissions.includes("factorReset.propose") && <LostFactors />}
      <Section id="look" title={t("me.look")} lead={t("me.lookLead")}>
        <Appearance />
      </Section>
      <Section
        id="permissions"
        title={t("me.permissions")}
        lead={t(`roleExplained.${me.role}`)}
        actions={<a href="/permissions">{t("me.matrix")}</a>}
      >
        <PermissionAreas permissions={me.permissions} />
      </Section>
    </Page>
  );
}
