import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Page } from "@/components/ui/page";
import { CloseAccount } from "@/components/users/close-account";
import { currentStaffAs, read } from "@/lib/core/page";
import { obstacleToDeactivating } from "@/lib/users/policy";
import { getUser, listUsers } from "@/lib/users/queries";

type Props = { params: Promise<{ userId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.closing"))("tab") };
}

export default async function EndAccessPage({ params }: Props) {
  const staff = await currentStaffAs("administrator");
  const { userId } = await params;
  const [account, { users }, t] = await Promise.all([
    read(getUser, { userId }),
    read(listUsers, {}),
    getTranslations("users.closing"),
  ]);
  const { name, version, openSessions, tokens, cases } = account;
  const others = users.filter(
    ({ id, role, status, endsAt }) =>
      id !== userId && role === "administrator" && status === "active" && endsAt === null,
  );
  return (
    <Page
      title={<Bdi>{t("title", { name })}</Bdi>}
      lead={t("lead")}
      width="text"
      back={<BackLink href={`/admin/staff/${userId}`}>{name}</BackLink>}
    >
      <Words of={["users"]}>
        <CloseAccount
          account={{ id: userId, name, version }}
          sessions={openSessions}
          tokens={tokens}
          cases={cases}
          obstacle={obstacleToDeactivating(staff, account, others.length)}
        />
      </Words>
    </Page>
  );
}
