import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { describedBy, FieldError, FieldHint } from "./field-text";

export type FieldWiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** What every field shares. Words come from the caller; `optional` is the word for it, never an asterisk. */
export type FieldText = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: ReactNode;
  /** The label is the page's question: it becomes the h1. */
  asHeading?: boolean;
};

export type FieldProps = FieldText & {
  id: string;
  /** Id of one more describing element, such as a character count. */
  describedById?: string;
  after?: ReactNode;
  className?: string;
  children: (wiring: FieldWiring) => ReactNode;
};

/** Label, hint and error around one control; spread the wiring on the control so all three are read with it. */
export function Field(props: FieldProps) {
  const { id, label, hint, error, optional, asHeading, describedById, after, className, children } = props;
  const text = (
    <label htmlFor={id} className={asHeading ? undefined : "font-semibold"}>
      {label}
      {optional && <span className="font-normal text-ink-2"> {optional}</span>}
    </label>
  );
  return (
    <div className={classNames("flex flex-col gap-1.5", error && "border-s-4 border-error ps-3", className)}>
      {asHeading ? <h1>{text}</h1> : text}
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
      {children({
        id,
        "aria-describedby": describedBy(id, hint, error, describedById),
        "aria-invalid": error ? true : undefined,
      })}
      {after}
    </div>
  );
}
