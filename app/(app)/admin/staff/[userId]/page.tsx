import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { AccountStatus } from "@/components/users/account-status";
import { Proposals } from "@/components/users/proposals";
import { sessionRows } from "@/components/users/session-rows";
import { SessionTable } from "@/components/users/session-table";
import { TokenTable } from "@/components/users/token-table";
import { currentStaffAs, read } from "@/lib/core/page";
import { getUser } from "@/lib/users/queries";
import { listSessions } from "@/lib/users/sessions/queries";
import { listTokens } from "@/lib/users/tokens/queries";
import { AccountActions } from "./_account-actions";
import { AccountFacts } from "./_account-facts";
import { AccountLinks } from "./_account-links";

type Props = { params: Promise<{ userId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.staff"))("title") };
}

export default async function AccountPage({ params }: Props) {
  const staff = await currentStaffAs("administrator");
  const { userId } = await params;
  const [account, { sessions }, { tokens }, t, locale] = await Promise.all([
    read(getUser, { userId }),
    read(listSessions, { userId }),
    read(listTokens, { userId }),
    getTranslations("users"),
    getLocale(),
  ]);
  const own = userId === staff.userId;
  const closed = account.status === "deactivated";
  return (
    <Page
      title={<Bdi>{account.name}</Bdi>}
      lead={t("staff.noContent")}
      back={<BackLink href="/admin/staff">{t("staff.back")}</BackLink>}
      tags={<AccountStatus {...account} />}
      actions={<AccountActions {...{ userId, own, closed }} />}
    >
      <Proposals accounts={[account]} ownId={staff.userId} />
      <AccountFacts account={account} />
      {!closed && (
        <Words of={["users"]}>
          {!own && <AccountLinks account={account} />}
          <Section id="sessions" title={own ? t("sessions.title") : t("sessions.titleTheirs")}>
            <SessionTable sessions={sessionRows(sessions, locale)} userId={own ? undefined : userId} />
          </Section>
          <Section id="tokens" title={own ? t("tokens.title") : t("tokens.titleTheirs")}>
            <TokenTable tokens={tokens} />
          </Section>
        </Words>
      )}
    </Page>
  );
}
