import { TextField, type TextFieldProps } from "./text-field";

export type PhoneFieldProps = Omit<TextFieldProps, "type" | "inputMode" | "dir">;

/** A phone number as it is said: digits left to right in every language, number pad on a phone, never autofilled. */
export function PhoneField(props: PhoneFieldProps) {
  return <TextField width="medium" spellCheck={false} {...props} type="tel" inputMode="tel" />;
}
