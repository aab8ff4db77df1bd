import { TextField } from "@/components/ui/text-field";
import type { QuestionProps } from "./question-field";
import { UnlessUnanswered } from "./unless-unanswered";

const othersAsked = 2;

/** Any name, in any script; at a first talk also other names and spellings. */
export function NameQuestion({ question, script, answers, errors, asHeading }: QuestionProps) {
  const { key, title, hint } = question;
  const { name } = answers;
  const { words } = script;
  const field = { autoCapitalize: "words", autoCorrect: "off", spellCheck: false, maxLength: 200 } as const;
  return (
    <UnlessUnanswered
      name={key}
      legend={script.noAnswerLegend}
      noAnswers={script.noAnswers}
      chosen={name?.noAnswer}
      putBack={words.putBack}
    >
      <TextField
        {...field}
        name={`${key}.full`}
        label={title}
        hint={hint}
        error={errors[`${key}.full`]}
        asHeading={asHeading}
        defaultValue={name?.full}
      />
      {script.level === "l1" &&
        Array.from({ length: othersAsked }, (_, index) => (
          <TextField
            key={index}
            {...field}
            id={`${key}.others-${index + 1}`}
            name={`${key}.others`}
            label={words.name.others}
            optional={words.name.optional}
            defaultValue={name?.others?.[index]}
          />
        ))}
    </UnlessUnanswered>
  );
}
