import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { QuestionProps } from "./question-field";
import { another } from "./read-answers";

/** The languages met most often as rows, every other one from a list. */
export function LanguageQuestion({ question, script, answers, errors, asHeading }: QuestionProps) {
  const { key, title, hint } = question;
  const { preferred, noAnswer } = answers.language ?? {};
  const { top, all } = script.languages;
  const words = script.words.another;
  const frequent = top.some(({ value }) => value === preferred);
  const list = (
    <Select
      name={`${key}.more`}
      label={words.chooseLanguage}
      placeholder={words.choose}
      options={all.filter(({ value }) => !top.some((one) => one.value === value))}
      defaultValue={frequent ? "" : preferred}
    />
  );
  return (
    <RadioGroup
      name={key}
      legend={title}
      hint={hint}
      error={errors[key]}
      asHeading={asHeading}
      layout="row"
      options={[...top, { value: another, label: words.language, detail: list }]}
      noAnswers={script.noAnswers}
      defaultValue={noAnswer ?? (preferred && (frequent ? preferred : another))}
    />
  );
}
