import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import type { FieldText } from "./field";
import { describedBy, FieldError, FieldHint } from "./field-text";
import type { Option } from "./option-group";
import { OptionRow } from "./option-row";

export type DatePart = "day" | "month" | "year";
type Control = Pick<ComponentProps<"input">, "name" | "onChange" | "onBlur" | "ref">;

export type PartialDateFieldProps = Omit<FieldText, "label"> & {
  id?: string;
  /** The boxes are `${name}.day`, `.month`, `.year`; the tick box `.about`; the reasons `.noAnswer`. */
  name: string;
  legend: FieldText["label"];
  partLabels: Record<DatePart, string>;
  order?: readonly DatePart[];
  /** "About this date" */
  aboutLabel?: string;
  /** "Not known", "I did not ask" */
  noAnswers?: readonly Option[];
  defaultValue?: Partial<Record<DatePart | "noAnswer", string | number>> & { about?: boolean };
  /** Boxes to mark when there is an error; without it all three. */
  wrong?: readonly DatePart[];
  /** react-hook-form's register, in client forms. */
  register?(name: string): Control;
};

/** A date somebody remembers: any box may stay empty, it may be "about", or not known at all. */
export function PartialDateField(props: PartialDateFieldProps) {
  const { id = props.name, name, legend, hint, error, optional, asHeading, partLabels, aboutLabel } = props;
  const {
    order = ["day", "month", "year"],
    noAnswers = [],
    defaultValue = {},
    wrong = order,
    register,
  } = props;
  const control = (part: string): Control => register?.(`${name}.${part}`) ?? { name: `${name}.${part}` };
  const text = (
    <>
      {legend}
      {optional && <span className="font-normal text-ink-2"> {optional}</span>}
    </>
  );
  return (
    <fieldset
      aria-describedby={describedBy(id, hint, error)}
      className={classNames("min-w-0", error && "border-s-4 border-error ps-3")}
    >
      <legend className="float-start mb-1.5 w-full font-semibold">
        {asHeading ? <h1>{text}</h1> : text}
      </legend>
      <div className="clear-both flex flex-col gap-3">
        {(hint || error) && (
          <div className="flex flex-col gap-1.5">
            <FieldHint id={id}>{hint}</FieldHint>
            <FieldError id={id}>{error}</FieldError>
          </div>
        )}
        <div className="flex flex-wrap gap-3">
          {order.map((part, index) => (
            <label key={part} className="flex flex-col gap-1">
              {partLabels[part]}
              <input
                {...control(part)}
                id={index === 0 ? id : `${id}-${part}`}
                inputMode="numeric"
                autoComplete="off"
                dir="ltr"
                maxLength={part === "year" ? 4 : 2}
                defaultValue={defaultValue[part]}
                aria-invalid={error && wrong.includes(part) ? true : undefined}
                className={classNames("control", part === "year" ? "w-24!" : "w-18!")}
              />
            </label>
          ))}
        </div>
        {aboutLabel && (
          <OptionRow
            {...control("about")}
            type="checkbox"
            value="true"
            label={aboutLabel}
            defaultChecked={defaultValue.about}
            className="max-w-sm"
          />
        )}
        {noAnswers.length > 0 && (
          <div className="flex max-w-sm flex-col gap-2 border-t-2 border-dotted border-divider pt-3">
            {noAnswers.map((option) => (
              <OptionRow
                key={option.value}
                {...control("noAnswer")}
                type="radio"
                none
                value={option.value}
                label={option.label}
                defaultChecked={
                  defaultValue.noAnswer === undefined ? undefined : defaultValue.noAnswer === option.value
                }
              />
            ))}
          </div>
        )}
      </div>
    </fieldset>
  );
}
