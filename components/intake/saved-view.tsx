import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import type { DraftLevel } from "@/lib/intake/questions";
import { DuplicatesHere } from "./duplicates-here";
import type { IntakeWords } from "./script";

/** In whose care the person is now: mine, nobody's yet, or a colleague's. */
export type Care = "mine" | "team" | "colleague";

type Props = {
  caseId: string;
  code: string;
  words: IntakeWords;
  strengths: Record<string, string>;
  level: DraftLevel;
  care: Care;
  /** No safe place tonight. */
  tonight: boolean;
};

/** The code, large enough to copy by hand, and the one step that comes next. */
export function SavedView({ caseId, code, words, strengths, level, care, tonight }: Props) {
  const { saved } = words;
  const step = tonight
    ? { text: saved.tonight, label: saved.addShelter, href: `/cases/${caseId}/needs/new` }
    : level === "l0"
      ? { text: saved.quick, label: saved.open, href: `/cases/${caseId}` }
      : { text: saved.needs, label: saved.addNeeds, href: `/cases/${caseId}/needs/new` };
  return (
    <Page width="text" title={saved.title}>
      <div className="flex flex-col gap-2 rounded-lg border border-divider bg-surface px-4 py-5 text-center">
        <p className="text-ink-2">{saved.code}</p>
        <p className="text-4xl font-bold tabular-nums">
          <Bdi dir="ltr">{code}</Bdi>
        </p>
      </div>
      <p>{saved.copy}</p>
      <DuplicatesHere caseId={caseId} words={words} strengths={strengths} />
      <Card
        title={saved.next}
        actions={
          <>
            <LinkButton href={step.href}>{step.label}</LinkButton>
            <LinkButton href="/people/new" variant="quiet">
              {saved.another}
            </LinkButton>
          </>
        }
      >
        {care !== "colleague" && <p>{saved[care]}</p>}
        <p>{step.text}</p>
      </Card>
      {step.label !== saved.open && (
        <p>
          <a href={`/cases/${caseId}`}>{saved.open}</a>
        </p>
      )}
    </Page>
  );
}

/** In whose care a case is, as its worker `userId` sees it. */
export function careOf({ assigneeId }: { assigneeId: string | null }, userId: string): Care {
  if (assigneeId === null) return "team";
  return assigneeId === userId ? "mine" : "colleague";
}
