"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { branchesOf } from "@/lib/intake/workflow";
import type { Answers } from "@/lib/intake/schema";
import { isMoot } from "./moot";
import { QuestionField } from "./question-field";
import { readAnswer } from "./read-answers";
import { inWords, type Refusals } from "./refusals";
import type { Screen, Script, ScriptQuestion } from "./script";

type Props = {
  screen: Screen;
  script: Script;
  answers: Answers;
  /** What is wrong, and how often going on was tried. */
  refusals: Refusals;
  attempt: number;
  stopping: boolean;
  onAnswer: (key: ScriptQuestion["key"], value: Answers[ScriptQuestion["key"]]) => void;
  onPause: () => void;
  onNext: () => void;
  onStop: () => void;
};

/** The questions of one screen. Fields keep what is typed by themselves; every change is handed on at once. */
export function ScreenForm(props: Props) {
  const { screen, script, answers, refusals, attempt, stopping, onAnswer, onPause, onNext, onStop } = props;
  const { words } = script;
  const [begin] = useState(answers);
  const errors = inWords(refusals, script);

  const form = useRef<HTMLFormElement>(null);
  function take() {
    const data = new FormData(form.current!);
    for (const question of screen.questions) onAnswer(question.key, readAnswer(question, data, answers));
  }
  // A quick hand has chosen before the scripts were there to notice.
  const takeFirst = useRef(take);
  useEffect(() => takeFirst.current(), []);
  function submit(event: FormEvent) {
    event.preventDefault();
    onNext();
  }

  return (
    <form
      ref={form}
      method="post"
      onInput={take}
      onBlur={onPause}
      onSubmit={submit}
      noValidate
      className="flex flex-col gap-6"
    >
      <ErrorSummary
        title={words.problem}
        attempt={attempt}
        errors={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
      />
      {screen.questions.map((question, index) => (
        <div key={question.key} hidden={isMoot(question, answers)} className="flex flex-col gap-6">
          <QuestionField
            question={question}
            script={script}
            answers={begin}
            errors={errors}
            asHeading={index === 0}
          />
          <Notices question={question} answers={answers} branches={script.branches} />
        </div>
      ))}
      <ActionBar sticky>
        <Button>{words.next}</Button>
        <Button type="button" variant="quiet" busy={stopping} busyLabel={words.stopping} onClick={onStop}>
          {words.stop}
        </Button>
      </ActionBar>
    </form>
  );
}

type NoticesProps = { question: ScriptQuestion; answers: Answers; branches: Script["branches"] };

/** What the person at the screen should know at once because of an answer. Empty but present, so that it is read out. */
function Notices({ question, answers, branches }: NoticesProps) {
  if (!question.branches.some(({ show }) => show === "notice")) return null;
  const shown = branchesOf(question, answers).filter(({ show }) => show === "notice");
  return (
    <div role="status" className="flex flex-col gap-3 empty:-mt-6">
      {shown.map(({ to }) => (
        <Notice key={to} tone="attention" title={branches[to].title}>
          {branches[to].body}
        </Notice>
      ))}
    </div>
  );
}
