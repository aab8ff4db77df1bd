import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EndButton } from "@/components/access/end-button";
import { ReasonForm } from "@/components/access/reason-form";
import { CaseCode } from "@/components/cases/case-code";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { lookUpCase } from "@/lib/access/queries";
import { read } from "@/lib/core/page";

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access.screen"))("title") };
}

/** A case that is somebody else's: whom to ask, and the way in when nobody can be asked. */
export default async function AskPage({ params }: Props) {
  const { code } = await params;
  const { caseId, siteName, ask, mine } = await read(lookUpCase, { code });
  if (caseId) redirect(`/cases/${caseId}`);
  const t = await getTranslations("access");
  const bold = () => <CaseCode code={code} />;
  return (
    <Page
      width="text"
      back={<BackLink href="/people">{t("ask.back")}</BackLink>}
      title={t.rich("ask.title", { code: bold })}
      lead={
        <>
          {t("ask.site", { site: siteName })} {ask ? t("ask.name", { name: ask }) : t("ask.nobody")}
        </>
      }
    >
      <Words of={["access"]}>
        <Section
          id="ask"
          title={ask ? t.rich("ask.heading", { name: () => <Bdi>{ask}</Bdi> }) : t("ask.headingTeam")}
          lead={t("ask.askLead")}
        >
          {mine ? (
            <Notice
              tone="info"
              actions={
                <EndButton accessId={mine.accessId} label={t("ask.takeBack")} then={`/access/${code}`} />
              }
            >
              {t("ask.waiting")}
            </Notice>
          ) : (
            <ReasonForm code={code} way="ask" />
          )}
        </Section>
        <Section id="glass" title={t("ask.glassHeading")} lead={t("ask.glassLead")}>
          <ReasonForm code={code} way="glass" />
        </Section>
      </Words>
    </Page>
  );
}
