import { TextArea } from "@/components/ui/text-area";
import type { QuestionProps } from "./question-field";
import { UnlessUnanswered } from "./unless-unanswered";

const longest = 2_000;

/** An answer in the person's own words. */
export function TextQuestion({ question, script, answers, errors, asHeading }: QuestionProps) {
  const { key, title, hint } = question;
  const answer = answers[key] as { text?: string; noAnswer?: string } | undefined;
  return (
    <UnlessUnanswered
      name={key}
      legend={script.noAnswerLegend}
      noAnswers={script.noAnswers}
      chosen={answer?.noAnswer}
      putBack={script.words.putBack}
    >
      <TextArea
        name={`${key}.text`}
        label={title}
        hint={hint}
        error={errors[`${key}.text`]}
        asHeading={asHeading}
        rows={3}
        maxLength={key === "goal" ? longest : longest / 2}
        defaultValue={answer?.text}
      />
    </UnlessUnanswered>
  );
}
