import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { Select } from "@/components/ui/select";
import type { QuestionProps } from "./question-field";
import { another } from "./read-answers";

/** Any number of nationalities: the ones met most often as rows, two more from a list. */
export function CountryQuestion({ question, script, answers, errors, asHeading }: QuestionProps) {
  const { key, title, hint, options } = question;
  const { countries = [], noAnswer } = answers.nationalities ?? {};
  const { top, all } = script.countries;
  const words = script.words.another;
  const rows = [...top, ...options];
  const further = countries.filter((code) => !rows.some(({ value }) => value === code));
  const list = all.filter(({ value }) => !top.some((one) => one.value === value));
  const detail = (
    <div className="flex flex-col gap-3">
      {[words.chooseCountry, words.second].map((label, index) => (
        <Select
          key={label}
          id={`${key}.more-${index + 1}`}
          name={`${key}.more`}
          label={label}
          placeholder={words.choose}
          options={list}
          defaultValue={further[index]}
        />
      ))}
    </div>
  );
  const ticked = [...countries, ...(further.length > 0 ? [another] : []), ...(noAnswer ? [noAnswer] : [])];
  return (
    <CheckboxGroup
      name={key}
      legend={title}
      hint={hint}
      error={errors[key]}
      asHeading={asHeading}
      layout="row"
      options={[...rows, { value: another, label: words.country, detail }]}
      noAnswers={script.noAnswers}
      defaultValue={ticked}
    />
  );
}
