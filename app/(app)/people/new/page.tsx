import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DraftList } from "@/components/intake/draft-list";
import { StartLink } from "@/components/intake/start-link";
import { Card } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { newId } from "@/lib/core/ids";
import { currentStaffFor, read } from "@/lib/core/page";
import { isPermitted } from "@/lib/core/permissions";
import { listDrafts } from "@/lib/intake/queries";

type Props = { searchParams: Promise<{ case?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("intake.screen"))("title") };
}

export default async function NewPersonPage({ searchParams }: Props) {
  const staff = await currentStaffFor("draft.save");
  const [{ case: caseId }, { drafts }, t] = await Promise.all([
    searchParams,
    read(listDrafts, {}),
    getTranslations("intake"),
  ]);
  if (caseId) {
    const begun = drafts.find((draft) => draft.caseId === caseId);
    redirect(
      begun
        ? `/people/new/${begun.draftId}/${begun.step}`
        : `/people/new/${newId()}/before?${new URLSearchParams({ level: "l1", case: caseId })}`,
    );
  }
  return (
    <Page width="text" title={t("screen.choose.title")} lead={t("screen.choose.lead")}>
      <div className="flex flex-col gap-3">
        <Card
          title={t("screen.choose.quick")}
          actions={
            <StartLink level="l0" draftId={newId()}>
              {t("level.l0")}
            </StartLink>
          }
        >
          <p className="text-ink-2">{t("levelHint.l0")}</p>
        </Card>
        <Card
          title={t("screen.choose.talk")}
          actions={
            <StartLink level="l1" draftId={newId()} variant="quiet">
              {t("level.l1")}
            </StartLink>
          }
        >
          <p className="text-ink-2">{t("levelHint.l1")}</p>
        </Card>
      </div>
      {isPermitted(staff, "person.search") && (
        <p>
          {t("screen.choose.known")}: <a href="/people">{t("screen.choose.findFirst")}</a>
        </p>
      )}
      {drafts.length > 0 && (
        <Section title={t("screen.choose.drafts")}>
          <DraftList drafts={drafts} />
        </Section>
      )}
    </Page>
  );
}
