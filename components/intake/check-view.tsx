import type { FormEvent } from "react";
import { ActionBar } from "@/components/ui/action-bar";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SummaryCard } from "@/components/ui/summary-card";
import type { SummaryRow } from "@/components/ui/summary-list";
import type { Answers } from "@/lib/intake/schema";
import type { Duplicate } from "@/lib/people/schema";
import { answerInWords } from "./answer-words";
import { DuplicateNotice } from "./duplicate-notice";
import { branchesOf } from "@/lib/intake/workflow";
import { isMoot } from "./moot";
import type { Place } from "./place";
import { type Choice, fill, type Screen, type Script, type ScriptQuestion } from "./script";
import type { Submission } from "./use-submission";

type Props = {
  script: Script;
  answers: Answers;
  duplicates: readonly Duplicate[];
  /** Where the person can be registered; asked only when there are several. */
  sites: readonly Choice[];
  submission: Submission;
  hrefTo: (place: Place) => string;
};

/** All answers on one page before they are saved, each with a way back to it. What was not asked is fine. */
export function CheckView({ script, answers, duplicates, sites, submission, hrefTo }: Props) {
  const { words } = script;
  const missing = questionsOf(script).filter(
    (one) => !isMoot(one, answers) && answerInWords(one, answers, script) === null,
  ).length;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const siteId = new FormData(event.currentTarget).get("siteId");
    submission.submit(typeof siteId === "string" ? siteId : undefined);
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-6">
      <ErrorSummary title={words.problem} errors={submission.refused} attempt={submission.attempt} />
      {submission.problem && (
        <Notice tone="attention" live>
          {submission.problem}
        </Notice>
      )}
      <div className="flex flex-col gap-1">
        <h1>{script.checkTitle}</h1>
        <p className="text-ink-2">{words.check.lead}</p>
      </div>
      <DuplicateNotice duplicates={duplicates} words={words} strengths={script.duplicateStrengths} />
      {mayBeChild(script, answers) && <Notice tone="attention">{words.check.child}</Notice>}
      {sectionsOf(script).map(({ page, title, screens }) => (
        <SummaryCard
          key={page}
          title={title}
          rows={screens.flatMap((screen) => rowsOf(screen, script, answers, hrefTo))}
        />
      ))}
      {missing > 0 && <p className="text-ink-2">{fill(words.check.notAsked, { count: missing })}</p>}
      {sites.length > 1 && (
        <Select
          name="siteId"
          label={words.check.site}
          options={sites}
          width="medium"
          defaultValue={sites[0]?.value}
        />
      )}
      <ActionBar sticky>
        <Button busy={submission.busy} busyLabel={words.check.saving}>
          {words.check.save}
        </Button>
      </ActionBar>
    </form>
  );
}

function rowsOf(screen: Screen, script: Script, answers: Answers, hrefTo: Props["hrefTo"]): SummaryRow[] {
  const { check } = script.words;
  return screen.questions
    .filter((question) => !isMoot(question, answers))
    .map((question) => {
      const said = answerInWords(question, answers, script);
      const label = question.asked === "exitDetails" ? script.presenceQuestion.title : question.title;
      const href = hrefTo({ screen: screen.key, stop: null, fromCheck: true });
      return {
        key: `${question.key}-${question.asked}`,
        label,
        value: said === null ? <span className="text-ink-2">{check.notYet}</span> : <Bdi>{said}</Bdi>,
        change: { href, label: check.change, hidden: label },
      };
    });
}

/** Screens under the title of the page they belong to. */
function sectionsOf({ screens }: Script): { page: string; title: string; screens: Screen[] }[] {
  const pages = [...new Set(screens.map(({ page }) => page))];
  return pages.map((page) => {
    const members = screens.filter((screen) => screen.page === page);
    return { page, title: members[0]!.title, screens: members };
  });
}

function mayBeChild(script: Script, answers: Answers): boolean {
  return questionsOf(script)
    .flatMap((question) => branchesOf(question, answers))
    .some(({ to }) => to === "child");
}

function questionsOf({ screens }: Script): ScriptQuestion[] {
  return screens.flatMap(({ questions }) => questions);
}
