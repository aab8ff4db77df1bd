import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Bdi } from "@/components/ui/bdi";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { RoleSentence } from "@/components/users/role-sentence";
import { invitationTarget } from "@/lib/users/invitations";
import { PasswordForm } from "./_password-form";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.invitation"))("tab") };
}

export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const [t, target] = await Promise.all([getTranslations("users.invitation"), invitationTarget(token)]);
  if (!target) {
    return (
      <Page title={t("goneTitle")} width="text">
        <p>{t("goneBody")}</p>
        <p>
          <a href="/sign-in">{t("toSignIn")}</a>
        </p>
      </Page>
    );
  }
  const name = () => <Bdi>{target.displayName}</Bdi>;
  const joins = target.purpose === "join";
  return (
    <Page
      title={t.rich(joins ? "title" : "resetTitle", { name })}
      lead={t(joins ? "lead" : "resetLead")}
      width="text"
    >
      {joins && (
        <Section id="where" title={t("where", { organisation: target.organisation })}>
          <RoleSentence
            role={target.role}
            proposed={target.proposed}
            memberships={target.places}
            grants={target.grants.map((kind) => ({ kind }))}
          />
        </Section>
      )}
      <Words of={["users"]}>
        <PasswordForm token={token} email={target.email} />
      </Words>
    </Page>
  );
}
