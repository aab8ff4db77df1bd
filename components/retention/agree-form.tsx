"use client";

import { CommandForm } from "@/components/forms/command-form";
import { CheckboxGroup } from "@/components/ui/checkbox-group";

type Props<Result> = {
  command: string;
  body: object;
  words: { agreeLegend: string; agree: string; agreeFirst: string };
  submitLabel: string;
  busyLabel: string;
  onDone: (result: Result) => void;
};

/** A command that is sent only after a box was ticked, so that no slip of the hand does what cannot be undone. */
export function AgreeForm<Result = unknown>({ body, words, ...form }: Props<Result>) {
  return (
    <CommandForm<Result>
      {...form}
      missing={(given) => ({ agree: given.get("agree") ? undefined : words.agreeFirst })}
      body={() => body}
    >
      {({ agree }) => (
        <CheckboxGroup
          name="agree"
          legend={words.agreeLegend}
          hideLegend
          options={[{ value: "yes", label: words.agree }]}
          error={agree}
        />
      )}
    </CommandForm>
  );
}
