import type { ComponentProps } from "react";
import { CharacterCount } from "./character-count";
import { classNames } from "./class-names";
import { Field, type FieldText } from "./field";

export type TextAreaProps = ComponentProps<"textarea"> &
  FieldText & {
    name: string;
    /** Shows a counter; typing past it is allowed and the form says so, so nothing pasted is cut off. */
    count?: { max: number; leftWords: string; overWords: string };
  };

/** Several lines of text, in the writer's own direction; grows with its content where the browser can. */
export function TextArea(props: TextAreaProps) {
  const { label, hint, error, optional, asHeading, id = props.name, count, className, ...textarea } = props;
  const initial = String(textarea.defaultValue ?? "").length;
  return (
    <Field
      {...{ label, hint, error, optional, asHeading, id }}
      describedById={count && `${id}-count`}
      after={count && <CharacterCount fieldId={id} initial={initial} {...count} />}
    >
      {(wiring) => (
        <textarea
          rows={4}
          dir="auto"
          autoComplete="off"
          {...textarea}
          {...wiring}
          className={classNames("control field-sizing-content min-h-28 max-h-[60dvh]", className)}
        />
      )}
    </Field>
  );
}
