import type { FormEvent } from "react";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { RadioGroup } from "@/components/ui/radio-group";
import type { QuestionProps } from "./question-field";

/** Up to so many short answers stand side by side when the question is not the main one of its screen. */
const shortList = 3;

/** One of a few coded answers, or several of them. */
export function CodedQuestion({ question, script, answers, errors, asHeading }: QuestionProps) {
  const { key, asked, title, hint, options } = question;
  const answer = answers[key];
  const group = {
    name: key,
    legend: title,
    hint,
    options,
    noAnswers: script.noAnswers,
    error: errors[key],
    asHeading,
  };
  if (asked === "radio") {
    const layout = !asHeading && options.length <= shortList ? "row" : "stack";
    return <RadioGroup {...group} layout={layout} defaultValue={answer as string | undefined} />;
  }
  return (
    <div onInput={keepNoneAlone}>
      <CheckboxGroup {...group} defaultValue={answer as string[] | undefined} />
    </div>
  );
}

/** "Nobody", "None of these" and an answer cannot both be ticked; the later tick wins. */
function keepNoneAlone({ target }: FormEvent) {
  if (!(target instanceof HTMLInputElement) || !target.checked) return;
  const ticked = target.closest("fieldset")?.querySelectorAll<HTMLInputElement>("input:checked") ?? [];
  for (const other of ticked) {
    if (other !== target && (target.value === "none" || other.value === "none")) other.checked = false;
  }
}
