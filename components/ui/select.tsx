import type { ComponentProps } from "react";
import { Chevron } from "./chevron";
import { classNames } from "./class-names";
import { Field, type FieldText } from "./field";

export type SelectOption = { value: string; label: string; disabled?: boolean };

export type SelectProps = ComponentProps<"select"> &
  FieldText & {
    name: string;
    options: readonly SelectOption[];
    /** First, empty choice: "All", "Choose". */
    placeholder?: string;
    width?: "full" | "medium";
  };

/** A native select for long lists (countries, languages, provinces); up to seven choices read better as RadioGroup. */
export function Select(props: SelectProps) {
  const { label, hint, error, optional, asHeading, id, options, placeholder, width, className, ...select } =
    props;
  return (
    <Field {...{ label, hint, error, optional, asHeading }} id={id ?? select.name}>
      {(wiring) => (
        <span className={classNames("relative block", width === "medium" && "max-w-60")}>
          <select {...select} {...wiring} className={classNames("control", className)}>
            {placeholder !== undefined && <option value="">{placeholder}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <span className="pointer-events-none absolute inset-y-0 end-4 flex items-center">
            <Chevron to="down" />
          </span>
        </span>
      )}
    </Field>
  );
}
