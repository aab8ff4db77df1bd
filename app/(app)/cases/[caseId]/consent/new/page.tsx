import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ConsentForm } from "@/components/consents/consent-form";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { getCase } from "@/lib/cases/reading/queries";
import { languageName } from "@/lib/core/names";
import { read } from "@/lib/core/page";
import { listPartners } from "@/lib/partners/queries";

type Props = {
  params: Promise<{ caseId: string }>;
  searchParams: Promise<{ partner?: string; scope?: string; then?: string }>;
};

const common = ["en", "km", "zh", "id", "vi", "th", "my", "ar", "ur", "hi", "bn", "sw", "am", "fil"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("consents.screen.new"))("title") };
}

export default async function NewConsentPage({ params, searchParams }: Props) {
  const [{ caseId }, { partner, scope, then }] = await Promise.all([params, searchParams]);
  const [file, { partners }, t, shell, locale] = await Promise.all([
    read(getCase, { caseId }),
    read(listPartners, {}),
    getTranslations("consents.screen.new"),
    getTranslations("shell"),
    getLocale(),
  ]);
  const spoken = file.person.preferredLanguage;
  const languages = [...new Set([...(spoken ? [spoken] : []), ...common])];
  // Only back into this case: the address must not lead anywhere else.
  const after =
    then?.startsWith(`/cases/${caseId}/`) || then?.startsWith("/referrals/")
      ? then
      : `/cases/${caseId}/consent`;
  return (
    <Page
      width="text"
      back={<BackLink href={after}>{shell("back")}</BackLink>}
      caption={file.code}
      title={t("title")}
      lead={t("read")}
    >
      <Words of={["consents"]}>
        <ConsentForm
          caseId={caseId}
          after={after}
          scope={scope}
          partnerId={partner}
          isChild={file.person.isChild}
          partners={partners.map(({ id, name, type }) => ({ id, name, type }))}
          languages={languages.map((value) => ({ value, label: languageName(value, locale) }))}
        />
      </Words>
    </Page>
  );
}
