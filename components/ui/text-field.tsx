import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { Field, type FieldText } from "./field";

const widths = { full: "", long: "max-w-md", medium: "max-w-60", short: "max-w-32" };
const leftToRight = ["email", "tel", "url", "number", "date", "time", "datetime-local", "password"];

export type TextFieldProps = Omit<ComponentProps<"input">, "width"> &
  FieldText & { name: string; width?: keyof typeof widths };

/**
 * One line of text. Takes `{...register("name")}` or plain attributes. The browser remembers nothing (autofill is off)
 * unless `autoComplete` says otherwise.
 */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, asHeading, id, width = "full", className, ...input } = props;
  return (
    <Field {...{ label, hint, error, optional, asHeading }} id={id ?? input.name}>
      {(wiring) => (
        <input
          autoComplete="off"
          dir={leftToRight.includes(input.type ?? "text") ? "ltr" : "auto"}
          {...input}
          {...wiring}
          className={classNames("control", widths[width], className)}
        />
      )}
    </Field>
  );
}
