import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CaseCode } from "@/components/cases/case-code";
import { Initials } from "@/components/people/initials";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { StatusTag, type Tone } from "@/components/ui/status-tag";
import { languageName } from "@/lib/core/names";

/** Whom a line of the day is about. */
export type Whom = { caseId: string | null; code: string; initials: string | null; language: string | null };

type Props = {
  about: Whom;
  tone: Tone;
  tag: string;
  /** What else helps to begin, after the language. */
  context: string;
  actions: ReactNode;
};

/** One thing to do for one person: who, what, and the next press. */
export async function DayCard({ about, tone, tag, context, actions }: Props) {
  const [t, locale] = await Promise.all([getTranslations("day.screen"), getLocale()]);
  const language = about.language && t("speaks", { language: languageName(about.language, locale) });
  return (
    <Card level={3} title={<CaseLink about={about} noName={t("noName")} />} actions={actions}>
      <div>
        <StatusTag tone={tone}>{tag}</StatusTag>
      </div>
      <p className="text-ink-2">{[language, context].filter(Boolean).join(" · ")}</p>
    </Card>
  );
}

/** Code and initials, leading to the case; of a case out of sight the code alone. */
export function CaseLink({ about: { caseId, code, initials }, noName }: { about: Whom; noName: string }) {
  if (caseId === null) return <CaseCode code={code} />;
  return (
    <a href={`/cases/${caseId}`}>
      <CaseCode code={code} /> · <Initials initials={initials} noName={noName} />
    </a>
  );
}

/** The way to where the thing is done: one short word, the whole of it for those who hear it. */
export async function OpenLink({ href, what, code }: { href: string; what: string; code: string }) {
  const t = await getTranslations("day.screen.open");
  return (
    <LinkButton href={href} variant="quiet" size="small" plain aria-label={`${t("short")}: ${what}, ${code}`}>
      {t("short")}
    </LinkButton>
  );
}
