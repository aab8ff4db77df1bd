import { OptionGroup, type OptionGroupProps } from "./option-group";

export type CheckboxGroupProps = OptionGroupProps & { defaultValue?: readonly string[] };

/** Any number of answers; say "choose all that apply" in the hint. */
export function CheckboxGroup({ defaultValue, ...group }: CheckboxGroupProps) {
  return <OptionGroup {...group} type="checkbox" chosen={defaultValue} />;
}
