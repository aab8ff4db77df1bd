import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseFrame } from "@/components/cases/case-frame";
import { ConsentCard } from "@/components/cases/consent-card";
import { ExitsCard } from "@/components/cases/exits-card";
import { GlanceCard } from "@/components/cases/glance-card";
import { GoalCard } from "@/components/cases/goal-card";
import { NextStepCard } from "@/components/cases/next-step-card";
import { revealWayOf } from "@/components/cases/reveal-way";
import { TimelineList } from "@/components/cases/timeline-list";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { canAssign } from "@/lib/cases/policy";
import { getCase, getTimeline } from "@/lib/cases/reading/queries";
import { caseWorkflow } from "@/lib/cases/workflow";
import { currentStaff, read } from "@/lib/core/page";

type Props = { params: Promise<{ caseId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cases.screen.section"))("overview") };
}

export default async function CasePage({ params }: Props) {
  const { caseId } = await params;
  const file = await read(getCase, { caseId });
  const [timeline, t, staff] = await Promise.all([
    read(getTimeline, { caseId, kind: ["write", "share"], limit: 6 }),
    getTranslations("cases.screen"),
    currentStaff(),
  ]);
  return (
    <CaseFrame
      file={file}
      section="overview"
      actions={
        canAssign(staff, file, file.teamId) && (
          <LinkButton href={`/cases/${caseId}/assign`} variant="quiet" size="small">
            {t("assign.action")}
          </LinkButton>
        )
      }
      aside={
        <>
          <GlanceCard file={file} way={revealWayOf(staff, file)} />
          <ConsentCard file={file} />
          <ExitsCard file={file} />
        </>
      }
    >
      {!caseWorkflow[file.status].rests && <NextStepCard file={file} />}
      <GoalCard file={file} />
      <Section title={t("timeline.recent")}>
        <TimelineList entries={timeline.entries} />
        <p>
          <a href={`/cases/${caseId}/timeline`}>{t("timeline.seeAll")}</a>
        </p>
      </Section>
    </CaseFrame>
  );
}
