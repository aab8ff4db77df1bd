"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CommandForm } from "@/components/forms/command-form";
import { OptionRow } from "@/components/ui/option-row";
import { Section } from "@/components/ui/section";
import type { CaseOut } from "@/lib/cases/reading/schema";
import type { Revealable } from "@/lib/people/schema";
import { hrefAfter } from "./addresses";
import { CorrectAdded } from "./correct-added";
import { CorrectRecorded } from "./correct-recorded";
import { CorrectTraits } from "./correct-traits";
import { changeOf, type Wrong } from "./correction";

type Choice = { value: string; label: string };
type Props = {
  file: Pick<CaseOut, "version" | "person"> & { caseId: string; own: boolean };
  /** The person asked for a correction: which request, and in words how to say that this answers it. */
  asked: { id: string; words: string } | null;
  countries: readonly Choice[];
  languages: readonly Choice[];
};

/** Takes away what is recorded wrongly, adds what is right, and answers the request of the person for it. */
export function CorrectForm({ file, asked, countries, languages }: Props) {
  const { caseId, version, own, person } = file;
  const t = useTranslations("retention.screen.correct");
  const [wrong, setWrong] = useState<Wrong>(new Map());
  const [answers, setAnswers] = useState(true);

  return (
    <CommandForm
      command="case.update"
      missing={(form) => ({ "": changes(form) ? undefined : t("nothing") })}
      body={(form) => ({
        caseId,
        version,
        ...changeOf(form, wrong, person.nationalities),
        ...(asked && answers && { answersRequestId: asked.id }),
      })}
      submitLabel={t("save")}
      busyLabel={t("busy")}
      onDone={() => location.assign(hrefAfter(caseId, "correct"))}
    >
      {(errors) => (
        <>
          <Section id="recorded" title={t("recorded")}>
            <CorrectRecorded
              caseId={caseId}
              own={own}
              kinds={hiddenOf(person)}
              wrong={wrong}
              onWrong={setWrong}
            />
          </Section>
          <Section id="right" title={t("right")} lead={t("rightLead")}>
            <CorrectAdded errors={errors} countries={countries} />
          </Section>
          <Section id="traits" title={t("traits")}>
            <CorrectTraits person={person} countries={countries} languages={languages} />
          </Section>
          {asked && (
            <OptionRow
              type="checkbox"
              id="answers"
              label={asked.words}
              checked={answers}
              onChange={(event) => setAnswers(event.currentTarget.checked)}
            />
          )}
        </>
      )}
    </CommandForm>
  );

  function changes(form: FormData): boolean {
    return Object.keys(changeOf(form, wrong, person.nationalities)).length > 0;
  }
}

/** The kinds of values that are recorded and hidden. */
function hiddenOf({ names, contacts, documents, hasBirthDate, initials }: CaseOut["person"]): Revealable[] {
  return [
    ...(names > 0 || initials !== null ? (["names"] as const) : []),
    ...(contacts > 0 ? (["contacts"] as const) : []),
    ...(documents > 0 ? (["documents"] as const) : []),
    ...(hasBirthDate ? (["birth_date"] as const) : []),
  ];
}
