import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Page } from "@/components/ui/page";
import { currentStaffAs, read } from "@/lib/core/page";
import { listSites } from "@/lib/organisations/queries";
import { getUser } from "@/lib/users/queries";
import { EditForm } from "./_edit-form";

type Props = { params: Promise<{ userId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.staff"))("change") };
}

export default async function EditAccountPage({ params }: Props) {
  const staff = await currentStaffAs("administrator");
  const { userId } = await params;
  const [account, { sites }, t] = await Promise.all([
    read(getUser, { userId }),
    read(listSites, {}),
    getTranslations("users"),
  ]);
  if (account.status === "deactivated" || userId === staff.userId) notFound();
  const { name, version, grants, endsAt, memberships, proposedBy } = account;
  const now = {
    ...{ userId, name, version, grants, endsAt },
    role: proposedBy ? ("administrator" as const) : account.role,
    places: memberships.map(({ siteId, teamId }) => ({ siteId, teamId })),
  };
  return (
    <Page
      title={<Bdi>{t("rights.editTitle", { name })}</Bdi>}
      lead={t("rights.editLead")}
      width="text"
      back={<BackLink href={`/admin/staff/${userId}`}>{name}</BackLink>}
    >
      <Words of={["users"]}>
        <EditForm sites={sites} now={now} />
      </Words>
    </Page>
  );
}
