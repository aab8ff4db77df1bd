import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { AccountStatus } from "@/components/users/account-status";
import { CloseAccount } from "@/components/users/close-account";
import { sessionRows } from "@/components/users/session-rows";
import { SessionTable } from "@/components/users/session-table";
import { currentStaffAs, read } from "@/lib/core/page";
import { obstacleToDeactivating } from "@/lib/users/policy";
import { listUsers } from "@/lib/users/queries";
import { listSessions } from "@/lib/users/sessions/queries";
import { AccountFacts } from "./_account-facts";

type Props = { params: Promise<{ userId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.staff"))("title") };
}

export default async function AccountPage({ params }: Props) {
  const staff = await currentStaffAs("administrator");
  const { userId } = await params;
  const [{ users }, { sessions }, t, locale] = await Promise.all([
    read(listUsers, {}),
    read(listSessions, { userId }),
    getTranslations("users"),
    getLocale(),
  ]);
  const account = users.find(({ id }) => id === userId) ?? notFound();
  const administrators = users.filter(({ role, status }) => role === "administrator" && status === "active");
  const own = userId === staff.userId;
  return (
    <Page
      title={<Bdi>{account.name}</Bdi>}
      back={<BackLink href="/admin/staff">{t("staff.back")}</BackLink>}
      tags={<AccountStatus status={account.status} />}
    >
      <AccountFacts account={account} />
      <Words of={["users"]}>
        {account.status !== "deactivated" && (
          <Section id="sessions" title={own ? t("sessions.title") : t("sessions.titleTheirs")}>
            <SessionTable sessions={sessionRows(sessions, locale)} userId={own ? undefined : userId} />
          </Section>
        )}
        <CloseAccount
          account={{ id: userId, name: account.name, version: account.version }}
          sessions={account.openSessions}
          openCases={account.openCases}
          obstacle={obstacleToDeactivating(staff, account, administrators.length)}
        />
      </Words>
    </Page>
  );
}
