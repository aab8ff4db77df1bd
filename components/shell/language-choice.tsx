"use client";

import { Select } from "@/components/ui/select";
import { remember } from "./remember";

/** The choice of language; the page speaks it at once. */
export function LanguageChoice({
  legend,
  present,
  languages,
  cookie,
}: {
  legend: string;
  present: string;
  languages: readonly { value: string; label: string }[];
  cookie: string;
}) {
  return (
    <Select
      name="locale"
      label={legend}
      width="medium"
      defaultValue={present}
      options={languages}
      onChange={(event) => {
        remember(cookie, event.currentTarget.value);
        location.reload();
      }}
    />
  );
}
