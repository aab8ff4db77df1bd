import { FieldHint } from "@/components/ui/field-text";
import { OptionRow } from "@/components/ui/option-row";
import { exitGroups } from "./exit-groups";
import type { QuestionProps } from "./question-field";

/** How the person got out: one answer of many, put under short headings so that nobody reads all of them. */
export function ExitModeQuestion({ question, script, answers, asHeading }: QuestionProps) {
  const { key, title, hint, options } = question;
  const { mode, noAnswer } = answers.exit ?? {};
  const chosen = mode ?? noAnswer;
  const row = ({ value, label }: { value: string; label: string }, none: boolean) => (
    <OptionRow
      key={value}
      type="radio"
      name={key}
      id={value === options[0]?.value ? key : `${key}-${value}`}
      value={value}
      label={label}
      none={none}
      defaultChecked={chosen === value}
    />
  );
  return (
    <fieldset aria-describedby={`${key}-hint`} className="min-w-0">
      <legend className="float-start mb-1.5 w-full font-semibold">
        {asHeading ? <h1>{title}</h1> : title}
      </legend>
      <div className="clear-both flex flex-col gap-5">
        <FieldHint id={key}>{hint}</FieldHint>
        {exitGroups(options).map(({ group, members }) => (
          <div key={group} role="group" aria-labelledby={`${key}-${group}`} className="flex flex-col gap-2">
            <h2 id={`${key}-${group}`} className="text-base">
              {script.words.exit.groups[group]}
            </h2>
            {members.map((option) => row(option, false))}
          </div>
        ))}
        <div className="flex flex-col gap-2 border-t-2 border-dotted border-divider pt-3">
          {script.noAnswers.map((option) => row(option, true))}
        </div>
      </div>
    </fieldset>
  );
}
