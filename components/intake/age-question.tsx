import { Disclosure } from "@/components/ui/disclosure";
import { PartialDateField } from "@/components/ui/partial-date-field";
import { RadioGroup } from "@/components/ui/radio-group";
import type { QuestionProps } from "./question-field";

/** The age as a group, how sure it is, and the date of birth only for those who want to say it. */
export function AgeQuestion({ question, script, answers, errors, asHeading }: QuestionProps) {
  const { key, title, hint, options } = question;
  const { group, certainty, birthDate } = answers.age ?? {};
  const words = script.words.age;
  const wrong = errors[`${key}.birthDate`];
  return (
    <>
      <RadioGroup
        name={`${key}.group`}
        legend={title}
        hint={hint}
        error={errors[`${key}.group`]}
        asHeading={asHeading}
        layout="row"
        options={options}
        noAnswers={script.noAnswers}
        defaultValue={group}
      />
      <RadioGroup
        name={`${key}.certainty`}
        legend={words.certainty}
        layout="row"
        options={script.certainties}
        defaultValue={certainty}
      />
      <Disclosure summary={words.birthDate} open={birthDate !== undefined || wrong !== undefined}>
        <PartialDateField
          name={`${key}.birthDate`}
          legend={words.birthDate}
          hint={words.birthDateHint}
          error={wrong}
          partLabels={script.dateParts}
          defaultValue={birthDate}
        />
      </Disclosure>
    </>
  );
}
