import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { QuestionProps } from "./question-field";
import { UnlessUnanswered } from "./unless-unanswered";

/** How to reach the person, whether that is safe, and when. */
export function ContactQuestion({ question, script, answers, errors }: QuestionProps) {
  const { key, title, hint } = question;
  const { method, value, safeToContact, rule, noAnswer } = answers.contact ?? {};
  const words = script.words.contact;
  return (
    <UnlessUnanswered
      name={key}
      legend={script.noAnswerLegend}
      noAnswers={script.noAnswers}
      chosen={noAnswer}
      putBack={script.words.putBack}
    >
      <div className="flex flex-col gap-1">
        <h2>{title}</h2>
        <p className="text-ink-2">{hint}</p>
      </div>
      <Select
        name={`${key}.method`}
        label={words.method}
        error={errors[`${key}.method`]}
        placeholder={script.words.another.choose}
        options={script.contactMethods}
        defaultValue={method}
      />
      <TextField
        name={`${key}.value`}
        label={words.value}
        hint={words.valueHint}
        error={errors[`${key}.value`]}
        dir="ltr"
        spellCheck={false}
        autoCapitalize="none"
        maxLength={300}
        defaultValue={value}
      />
      <RadioGroup
        name={`${key}.safeToContact`}
        legend={words.safe}
        layout="row"
        options={script.safeToContact}
        defaultValue={safeToContact}
      />
      <TextField
        name={`${key}.rule`}
        label={words.rule}
        hint={words.ruleHint}
        maxLength={500}
        defaultValue={rule}
      />
    </UnlessUnanswered>
  );
}
