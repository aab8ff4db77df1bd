"use client";

import { type MouseEvent, useEffect, useRef } from "react";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import type { PartialDate } from "@/lib/core/dates/partial";
import { BeforeView } from "./before-view";
import { CheckView } from "./check-view";
import type { Draft } from "./draft-keeper";
import { DuplicateNotice } from "./duplicate-notice";
import { type Beginning, type Place, placeAt } from "./place";
import { SaveLine } from "./save-line";
import { ScreenForm } from "./screen-form";
import { type Choice, fill, type Script } from "./script";
import { StopView } from "./stop-view";
import type { Target } from "./use-submission";
import { useWizard } from "./use-wizard";

export type WizardProps = {
  script: Script;
  draft: Draft;
  start: Place;
  beginning: Beginning | null;
  target: Target | null;
  sites: readonly Choice[];
  /** May this person ask who may be the same? */
  mayLook: boolean;
  today: PartialDate;
};

/** One draft from its first question to its code: the screens, what is saved of them, and the ways between. */
export function Wizard(props: WizardProps) {
  const { script } = props;
  const wizard = useWizard(props);
  const { place, kept, screen, draftId } = wizard;
  useFreshStart(JSON.stringify(place));
  useTitlePrefix(Object.keys(wizard.refusals).length > 0, script.words.errorPrefix);

  /** Links of the draft lead to its screens without asking the server. */
  function stay(event: MouseEvent) {
    const link = (event.target as Element).closest("a");
    const there = link && link.origin === location.origin ? placeAt(draftId, link) : null;
    if (!there || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    wizard.move(there);
  }

  return (
    <div onClickCapture={stay} className="contents">
      <SaveLine saving={kept.saving} words={script.words.line} locale={script.locale} />
      <Page
        width="text"
        back={<BackLink href={wizard.back}>{script.words.back}</BackLink>}
        caption={captionOf(script, screen)}
      >
        {wizard.freshDuplicates && (
          <DuplicateNotice
            duplicates={wizard.duplicates}
            words={script.words}
            strengths={script.duplicateStrengths}
          />
        )}
        <View wizard={wizard} {...props} />
      </Page>
    </div>
  );
}

function View({ wizard, script, sites }: WizardProps & { wizard: ReturnType<typeof useWizard> }) {
  const { place, screen, kept } = wizard;
  if (place.stop) return <StopView stop={place.stop} script={script} onGoOn={wizard.afterStop} />;
  if (!screen) {
    return (
      <CheckView
        script={script}
        answers={kept.answers}
        duplicates={wizard.duplicates}
        sites={sites}
        submission={wizard.submission}
        hrefTo={wizard.hrefTo}
      />
    );
  }
  if (screen.questions.length === 0) return <BeforeView words={script.words} onNext={wizard.next} />;
  return (
    <ScreenForm
      key={`${screen.key} ${kept.generation}`}
      screen={screen}
      script={script}
      answers={kept.answers}
      refusals={wizard.refusals}
      attempt={wizard.attempt}
      stopping={wizard.stopping}
      onAnswer={(key, value) => wizard.keeper.answer(key, value)}
      onPause={wizard.pause}
      onNext={wizard.next}
      onStop={wizard.stop}
    />
  );
}

function captionOf({ words, levelTitle, parts }: Script, screen: { part: number } | undefined): string {
  if (!screen) return fill(words.checkCaption, { level: levelTitle });
  return fill(words.caption, { level: levelTitle, part: screen.part, parts });
}

/** Each screen begins at its top, with its heading in focus; not the first, which the browser has just opened. */
function useFreshStart(where: string) {
  const first = useRef(where);
  useEffect(() => {
    if (first.current === where) return;
    first.current = "";
    const heading = document.querySelector<HTMLElement>("main h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [where]);
}

/** The title says so when something must be put right, for those who hear it first. */
function useTitlePrefix(on: boolean, prefix: string) {
  useEffect(() => {
    if (!on) return;
    const before = document.title;
    document.title = `${prefix} ${before}`;
    return () => void (document.title = before);
  }, [on, prefix]);
}
