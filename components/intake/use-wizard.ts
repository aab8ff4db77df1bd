"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { branchesOf } from "@/lib/intake/workflow";
import { withAgeGroup } from "./age-group";
import type { Place, StopKind } from "./place";
import { draftRefusals, type Refusals, refusalsOf } from "./refusals";
import { registeredFrom, rememberRegistered } from "./registered-here";
import type { Screen } from "./script";
import { useDraft } from "./use-draft";
import { useDuplicates } from "./use-duplicates";
import { usePlace } from "./use-place";
import { type Registered, useSubmission } from "./use-submission";
import type { WizardProps } from "./wizard";

const elsewhere = { stop: null, fromCheck: false } as const;

/** Where somebody stands in a draft, what is kept of it, and what each button does. */
export function useWizard(props: WizardProps) {
  const { script, draft, start, beginning, target, mayLook, today } = props;
  const { draftId } = draft;
  const router = useRouter();
  const { keeper, kept } = useDraft(draft);
  const { place, go, hrefTo } = usePlace(draftId, start, beginning);
  const { duplicates, look } = useDuplicates();
  const [refused, setRefused] = useState<Refusals>({});
  const [attempt, setAttempt] = useState(0);
  const [stopping, setStopping] = useState(false);
  const passed = useRef(new Set<StopKind>());

  const index = script.screens.findIndex(({ key }) => key === place.screen);
  const screen = script.screens[index];

  const submission = useSubmission({
    script,
    target,
    keeper,
    onDone(registered) {
      rememberRegistered(draftId, registered);
      router.replace(savedPage(registered));
    },
  });

  useEffect(() => {
    const registered = registeredFrom(draftId);
    if (registered) router.replace(savedPage(registered));
  }, [draftId, router]);

  function move(there: Place) {
    setRefused({});
    const next = script.screens.find(({ key }) => key === there.screen);
    keeper.moveTo(next?.page ?? "check");
    go(there);
  }

  function forward() {
    const following = place.fromCheck ? "check" : (script.screens[index + 1]?.key ?? "check");
    move({ ...elsewhere, screen: following });
  }

  function next() {
    if (!screen) return;
    const { answers: given } = keeper.now();
    const found = refusalsOf(screen, given);
    setAttempt(attempt + 1);
    setRefused(found);
    if (Object.keys(found).length > 0) return;
    const answers = withAgeGroup(given, today);
    if (answers !== given) keeper.answer("age", answers.age);
    if (mayLook && asksWho(screen)) void look(answers);
    const stop = stopOf(screen, answers);
    if (stop && !passed.current.has(stop)) move({ ...place, stop });
    else forward();
  }

  function afterStop() {
    if (!place.stop) return;
    passed.current.add(place.stop);
    if (place.stop === "medic") move({ ...place, stop: null });
    else forward();
  }

  async function stop() {
    setStopping(true);
    const saved = await keeper.flush();
    setStopping(false);
    if (saved) router.push("/my-day");
  }

  const refusals = {
    ...refused,
    ...(kept.saving.kind === "unsaved" && onScreen(screen, draftRefusals(kept.saving.fields))),
  };
  const asked = script.screens[index - 1];
  return {
    draftId,
    keeper,
    kept,
    place,
    screen,
    refusals,
    attempt,
    stopping,
    submission,
    duplicates,
    freshDuplicates: screen !== undefined && asked !== undefined && asksWho(asked) && !place.stop,
    back: backOf(),
    hrefTo,
    move,
    next,
    afterStop,
    stop: () => void stop(),
    pause: () => void keeper.flush(),
  };

  function backOf(): string {
    if (place.stop) return hrefTo({ ...place, stop: null });
    if (place.fromCheck) return hrefTo({ ...elsewhere, screen: "check" });
    const before = screen ? asked : script.screens.at(-1);
    if (before) return hrefTo({ ...elsewhere, screen: before.key });
    return target ? `/cases/${target.caseId}` : "/people/new";
  }
}

function savedPage({ caseId }: Registered): string {
  return `/people/new/saved/${caseId}`;
}

/** Names and contacts are what duplicates are found by. */
function asksWho({ questions }: Screen): boolean {
  return questions.some(({ key }) => key === "name" || key === "contact");
}

function stopOf({ questions }: Screen, answers: Parameters<typeof branchesOf>[1]): StopKind | null {
  const branches = questions.flatMap((question) => branchesOf(question, answers));
  return branches.find(({ show }) => show === "stop")?.to ?? null;
}

function onScreen(screen: Screen | undefined, refusals: Refusals): Refusals {
  const keys = screen?.questions.map(({ key }) => key) ?? [];
  return Object.fromEntries(
    Object.entries(refusals).filter(([field]) =>
      keys.some((key) => field === key || field.startsWith(`${key}.`)),
    ),
  );
}
