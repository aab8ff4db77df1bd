import { type ComponentProps, Fragment, type ReactNode } from "react";
import { classNames } from "./class-names";
import { ExclusiveOptions } from "./exclusive-options";
import type { FieldText } from "./field";
import { describedBy, FieldError, FieldHint } from "./field-text";
import { OptionRow } from "./option-row";

export type Option = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  /** A field that belongs to this choice; shown while it is chosen. */
  detail?: ReactNode;
};

export type OptionGroupProps = Omit<FieldText, "label"> & {
  id?: string;
  name: string;
  legend: ReactNode;
  options: readonly Option[];
  /** They don't know · prefer not to say · I did not ask: after a dotted line, dashed, same size. */
  noAnswers?: readonly Option[];
  /** row = side by side where there is room, for section forms with many questions. */
  layout?: "stack" | "row";
  hideLegend?: boolean;
} & Pick<ComponentProps<"input">, "onChange" | "onBlur" | "ref" | "required" | "disabled" | "form">;

type Props = OptionGroupProps & { type: "radio" | "checkbox"; chosen: readonly string[] | undefined };

/** Shared by RadioGroup and CheckboxGroup. The first input carries the group's id, so an error link lands on it. */
export function OptionGroup(props: Props) {
  const { id = props.name, name, type, legend, hint, error, optional, asHeading, hideLegend, chosen } = props;
  const { options, noAnswers = [], layout = "stack", ...rest } = props;
  const { onChange, onBlur, ref, required, disabled, form } = rest;
  const row = (option: Option, index: number, none: boolean) => (
    <Fragment key={option.value}>
      <OptionRow
        {...{ type, name, onChange, onBlur, ref, required, form, none }}
        id={index === 0 ? id : `${id}-${index + 1}`}
        value={option.value}
        label={option.label}
        hint={option.hint}
        disabled={disabled || option.disabled}
        defaultChecked={chosen?.includes(option.value)}
      />
      {option.detail && <div className="option-detail">{option.detail}</div>}
    </Fragment>
  );
  const rows =
    layout === "row"
      ? "grid grid-cols-[repeat(auto-fill,minmax(min(10rem,100%),1fr))] gap-2"
      : "flex flex-col gap-2";
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
      <legend className={hideLegend ? "sr-only" : "float-start mb-1.5 w-full font-semibold"}>
        {asHeading ? <h1>{text}</h1> : text}
      </legend>
      <div className="clear-both flex flex-col gap-3">
        {(hint || error) && (
          <div className="flex flex-col gap-1.5">
            <FieldHint id={id}>{hint}</FieldHint>
            <FieldError id={id}>{error}</FieldError>
          </div>
        )}
        <div className={rows}>{options.map((option, index) => row(option, index, false))}</div>
        {noAnswers.length > 0 && (
          <div className={classNames("border-t-2 border-dotted border-divider pt-3", rows)}>
            {noAnswers.map((option, index) => row(option, options.length + index, true))}
            {type === "checkbox" && <ExclusiveOptions />}
          </div>
        )}
      </div>
    </fieldset>
  );
}
