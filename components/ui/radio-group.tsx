import { OptionGroup, type OptionGroupProps } from "./option-group";

export type RadioGroupProps = OptionGroupProps & { defaultValue?: string };

/** One answer of a few. Nothing is chosen beforehand unless it was answered before. */
export function RadioGroup({ defaultValue, ...group }: RadioGroupProps) {
  return (
    <OptionGroup {...group} type="radio" chosen={defaultValue === undefined ? undefined : [defaultValue]} />
  );
}
