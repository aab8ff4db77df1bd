"use client";

import { useTranslations } from "next-intl";
import { useAnswerWords } from "@/components/forms/answer-words";
import { OptionRow } from "@/components/ui/option-row";
import { Select } from "@/components/ui/select";
import type { CaseOut } from "@/lib/cases/reading/schema";
import {
  ageCertainties,
  ageGroups,
  interpreterNeeds,
  nationalityNoCodes,
  sexGenders,
} from "@/lib/people/schema";
import { traits } from "./correction";

type Choice = { value: string; label: string };
type Props = {
  person: CaseOut["person"];
  countries: readonly Choice[];
  languages: readonly Choice[];
};

/** Facts that are not hidden: each as it is, or another answer. */
export function CorrectTraits({ person, countries, languages }: Props) {
  const t = useTranslations("retention.screen.correct");
  const say = useAnswerWords("people");
  const worded = (list: string, values: readonly string[]): Choice[] =>
    values.map((value) => ({ value, label: say(list, value) ?? value }));
  const choices: Record<(typeof traits)[number], readonly Choice[]> = {
    ageGroup: worded("ageGroup", ageGroups),
    ageCertainty: worded("ageCertainty", ageCertainties),
    sexGender: worded("sexGender", sexGenders),
    preferredLanguage: languages,
    interpreterNeeded: worded("interpreterNeeded", interpreterNeeds),
  };
  const nations = [...worded("nationality", nationalityNoCodes), ...countries];
  const nameOf = (list: readonly Choice[], value: string) =>
    list.find((one) => one.value === value)?.label ?? value;
  return (
    <>
      {traits.map((name) => {
        const known = person[name];
        return (
          <Select
            key={name}
            name={name}
            label={t(name)}
            placeholder={known ? t("asItIs", { what: nameOf(choices[name], known) }) : t("choose")}
            options={choices[name]}
          />
        );
      })}
      {person.nationalities.length > 0 && (
        <fieldset className="flex min-w-0 flex-col gap-2">
          <legend className="mb-1.5 font-semibold">{t("tick", { what: t("nationalities") })}</legend>
          {person.nationalities.map((code) => (
            <OptionRow
              key={code}
              id={`wrong-${code}`}
              type="checkbox"
              name="wrongNationality"
              value={code}
              label={nameOf(nations, code)}
            />
          ))}
        </fieldset>
      )}
      <Select name="nationality" label={t("nationality")} placeholder={t("choose")} options={nations} />
    </>
  );
}
