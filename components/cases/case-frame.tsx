import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { VisitBanner } from "@/components/access/visit-banner";
import { CaseCode } from "@/components/cases/case-code";
import { RevealName } from "@/components/cases/reveal-name";
import { revealWayOf } from "@/components/cases/reveal-way";
import { Words } from "@/components/forms/words";
import { KeptBanner } from "@/components/retention/kept-banner";
import { Columns } from "@/components/ui/columns";
import { Page } from "@/components/ui/page";
import { SectionNav } from "@/components/ui/section-nav";
import { StatusTag } from "@/components/ui/status-tag";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { caseWorkflow } from "@/lib/cases/workflow";
import { daysBetween, dayOf } from "@/lib/core/dates";
import { currentStaff } from "@/lib/core/page";

export type CaseSection =
  "overview" | "needs" | "referrals" | "consent" | "notes" | "timeline" | "looked" | "kept";

const sections: readonly CaseSection[] = [
  "overview",
  "needs",
  "referrals",
  "consent",
  "notes",
  "timeline",
  "looked",
  "kept",
];

type Props = {
  file: CaseOut;
  section: CaseSection;
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/**
 * The frame of every page of a case: who it is about without saying the name, and the way between its sections. Of an erased
 * one nothing is left but the certificate.
 */
export async function CaseFrame({ file, section, aside, actions, children }: Props) {
  if (file.status === "erased") redirect(`/erasures/${file.erasureId}`);
  const [t, staff] = await Promise.all([getTranslations("cases.screen"), currentStaff()]);
  const counts: Partial<Record<CaseSection, number>> = {
    needs: file.needs.length,
    referrals: file.referrals.length,
    notes: file.counts.notes,
  };
  const items = sections.map((name) => ({
    href: name === "overview" ? `/cases/${file.id}` : `/cases/${file.id}/${name}`,
    label: t(`section.${name}`),
    current: name === section,
    ...(counts[name] !== undefined && { count: counts[name] }),
  }));
  return (
    <Page
      width="wide"
      caption={<Caption file={file} mine={file.assigneeId === staff.userId} />}
      title={
        <Words of={["cases", "people"]}>
          <RevealName caseId={file.id} initials={file.person.initials} way={revealWayOf(staff, file)} />
        </Words>
      }
      tags={<CaseTags file={file} />}
      actions={actions}
    >
      {staff.visits.includes(file.id) && <VisitBanner caseId={file.id} />}
      <KeptBanner file={file} />
      <Columns nav={<SectionNav label={t("sections")} items={items} />} aside={aside}>
        {children}
      </Columns>
    </Page>
  );
}

async function Caption({ file, mine }: { file: CaseOut; mine: boolean }) {
  const t = await getTranslations("cases.screen");
  const days = daysBetween(dayOf(new Date(file.openedAt)), dayOf(new Date()));
  const who =
    file.assigneeName === null
      ? t("nobodyYet")
      : mine
        ? t("you", { name: file.assigneeName })
        : file.assigneeName;
  return (
    <>
      <CaseCode code={file.code} /> · {t("openFor", { days })} · {file.siteName} · {who}
    </>
  );
}

async function CaseTags({ file }: { file: CaseOut }) {
  const [t, locale] = await Promise.all([getTranslations("cases"), getLocale()]);
  const late = caseWorkflow[file.status].rests ? [] : file.needs.filter((need) => need.late);
  return (
    <>
      <StatusTag tone={caseWorkflow[file.status].tone}>{t(`status.${file.status}`)}</StatusTag>
      {file.answers.safeTonight === "no" && <StatusTag tone="act">{t("screen.tag.noPlace")}</StatusTag>}
      {file.person.isChild && <StatusTag tone="act">{t("screen.tag.child")}</StatusTag>}
      {late.slice(0, 2).map(({ id, labels }) => (
        <StatusTag key={id} tone="attention">
          {t("screen.tag.late", { need: labels[locale] ?? labels.en ?? "" })}
        </StatusTag>
      ))}
      {file.privateAnswered && <StatusTag tone="restricted">{t("screen.tag.private")}</StatusTag>}
    </>
  );
}
