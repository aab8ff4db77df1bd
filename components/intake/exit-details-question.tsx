import { PartialDateField } from "@/components/ui/partial-date-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { QuestionProps } from "./question-field";

/** Who was there, when and where: asked apart from how the person got out, and never concluded from it. */
export function ExitDetailsQuestion({ question, script, answers, errors, asHeading }: QuestionProps) {
  const { key } = question;
  const { officialPresence, date, province, note } = answers.exit ?? {};
  const { presenceQuestion, exitDateQuestion, words } = script;
  return (
    <>
      <RadioGroup
        name={`${key}.officialPresence`}
        legend={presenceQuestion.title}
        hint={presenceQuestion.hint}
        asHeading={asHeading}
        options={script.presences}
        noAnswers={script.noAnswers}
        defaultValue={officialPresence}
      />
      <PartialDateField
        name={`${key}.date`}
        legend={exitDateQuestion.title}
        hint={exitDateQuestion.hint}
        error={errors[`${key}.date`]}
        partLabels={script.dateParts}
        defaultValue={date}
      />
      <Select
        name={`${key}.province`}
        label={words.exit.province}
        placeholder={words.exit.noProvince}
        width="medium"
        options={script.provinces}
        defaultValue={province}
      />
      <TextField name={`${key}.note`} label={words.exit.note} maxLength={500} defaultValue={note} />
    </>
  );
}
