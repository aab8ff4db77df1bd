import type { ReactNode } from "react";
import type { Answers } from "@/lib/intake/schema";
import { AgeQuestion } from "./age-question";
import { CodedQuestion } from "./coded-question";
import { ContactQuestion } from "./contact-question";
import { CountryQuestion } from "./country-question";
import { ExitDetailsQuestion } from "./exit-details-question";
import { ExitModeQuestion } from "./exit-mode-question";
import { LanguageQuestion } from "./language-question";
import { NameQuestion } from "./name-question";
import type { Asked, Script, ScriptQuestion } from "./script";
import { TextQuestion } from "./text-question";

export type QuestionProps = {
  question: ScriptQuestion;
  script: Script;
  /** Answers with which the fields begin; nothing is chosen that was not answered before. */
  answers: Answers;
  /** Field → what is wrong with it, in words. */
  errors: Record<string, string>;
  /** The first question of a screen is its main heading. */
  asHeading: boolean;
};

const fields: Record<Asked, (props: QuestionProps) => ReactNode> = {
  radio: CodedQuestion,
  checkbox: CodedQuestion,
  text: TextQuestion,
  name: NameQuestion,
  language: LanguageQuestion,
  contact: ContactQuestion,
  age: AgeQuestion,
  country: CountryQuestion,
  exitMode: ExitModeQuestion,
  exitDetails: ExitDetailsQuestion,
};

/** The field of one question, by how it is asked. */
export function QuestionField(props: QuestionProps) {
  const Field = fields[props.question.asked];
  return <Field {...props} />;
}
