import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { currentStaffAs, read } from "@/lib/core/page";
import { listSites } from "@/lib/organisations/queries";
import { InviteForm } from "./_invite-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.rights"))("inviteTitle") };
}

export default async function InvitePage() {
  await currentStaffAs("administrator");
  const [{ sites }, t] = await Promise.all([read(listSites, {}), getTranslations("users")]);
  return (
    <Page
      title={t("rights.inviteTitle")}
      lead={t("rights.inviteLead")}
      width="text"
      back={<BackLink href="/admin/staff">{t("staff.back")}</BackLink>}
    >
      <Words of={["users"]}>
        <InviteForm sites={sites} />
      </Words>
    </Page>
  );
}
