"use client";

import { useState } from "react";
import { useCommand } from "@/components/forms/use-command";
import { questionOfField, toCaseChange, toRegistration } from "@/lib/intake/registration";
import type { Duplicate } from "@/lib/people/schema";
import type { DraftKeeper } from "./draft-keeper";
import { fill, type Script } from "./script";

/** The case that a first talk goes on from. */
export type Target = { caseId: string; code: string; version: number };
export type Registered = { caseId: string; code: string; duplicates: readonly Duplicate[] };

export type Submission = {
  submit: (siteId?: string) => void;
  busy: boolean;
  attempt: number;
  /** What was refused of the answers, with the question it is about. */
  refused: readonly { message: string }[];
  /** What went wrong besides the answers. */
  problem: string | null;
};

type Options = {
  script: Script;
  target: Target | null;
  keeper: DraftKeeper;
  onDone: (registered: Registered) => void;
};

/** Makes a person and a case of a draft, or adds a first talk to a case. A second press has no second effect. */
export function useSubmission({ script, target, keeper, onDone }: Options): Submission {
  const { send, busy, failure } = useCommand<Partial<Registered>>(target ? "case.update" : "case.register");
  const [attempt, setAttempt] = useState(0);
  const [done, setDone] = useState(false);

  async function submit(siteId?: string) {
    if (done) return;
    setAttempt(attempt + 1);
    await keeper.flush();
    const { answers } = keeper.now();
    const draftId = keeper.keptId;
    const body = target
      ? { ...toCaseChange(answers, { caseId: target.caseId, version: target.version }), draftId }
      : { ...toRegistration(answers, script.level), draftId, ...(siteId && { siteId }) };
    const result = await send(body);
    if (result === null) return;
    keeper.close();
    setDone(true);
    onDone({ code: "", duplicates: [], caseId: "", ...target, ...result });
  }

  const fields = Object.entries(failure?.fields ?? {}).filter(([path]) => path !== "");
  const refused = fields.map(([path, key]) => ({ message: refusal(path, key, script) }));
  const reason = failure?.fields?.[""];
  const sentence =
    failure && (script.errors[reason ?? ""] ?? script.errors[failure.code] ?? script.errors.INTERNAL!);
  const problem =
    sentence && refused.length === 0 ? fill(sentence, { requestId: failure?.requestId ?? "–" }) : null;
  return { submit: (siteId) => void submit(siteId), busy: busy || done, attempt, refused, problem };
}

/** "Age: This date of birth is still to come." */
function refusal(path: string, key: string, script: Script): string {
  const sentence = script.errors[key] ?? script.errors["core.error.wrongKind"] ?? key;
  const question = questionOfField(path);
  const screen = script.screens.find(({ questions }) => questions.some((one) => one.key === question));
  return screen ? `${screen.title}: ${sentence}` : sentence;
}
