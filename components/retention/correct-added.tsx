"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PartialDateField } from "@/components/ui/partial-date-field";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { isNoAnswer } from "@/lib/core/no-answer";
import { contactMethods, identityDocumentTypes, nameTypes, safeToContact } from "@/lib/people/schema";

type Choice = { value: string; label: string };
type Props = { errors: Record<string, string>; countries: readonly Choice[] };

/** What is right: one more name, way to contact and document at a time, and the date of birth. */
export function CorrectAdded({ errors, countries }: Props) {
  const t = useTranslations("retention.screen.correct");
  const people = useTranslations("people");
  const core = useTranslations("core.noAnswer");
  const dates = useTranslations("dates");
  const typed = { autoCapitalize: "none", spellCheck: false } as const;
  return (
    <>
      <Group legend={t("addName")}>
        <TextField
          name="name"
          id="addNames.0.full"
          label={t("name")}
          maxLength={200}
          spellCheck={false}
          error={errors["addNames.0.full"]}
        />
        <Select
          name="nameType"
          label={t("nameType")}
          defaultValue="stated"
          options={nameTypes.map((value) => ({ value, label: people(`nameType.${value}`) }))}
        />
        <TextField
          name="preferredName"
          label={t("preferredName")}
          maxLength={100}
          spellCheck={false}
          error={errors.preferredName}
        />
      </Group>
      <Group legend={t("addContact")}>
        <Select
          name="method"
          id="addContacts.0.method"
          label={t("method")}
          placeholder={t("choose")}
          options={contactMethods.map((value) => ({ value, label: people(`contactMethod.${value}`) }))}
          error={errors["addContacts.0.method"]}
        />
        <TextField
          name="value"
          id="addContacts.0.value"
          label={t("value")}
          dir="ltr"
          maxLength={300}
          {...typed}
          error={errors["addContacts.0.value"]}
        />
        <Select
          name="safeToContact"
          label={t("safe")}
          defaultValue="not_asked"
          options={safeToContact.map((value) => ({
            value,
            label: isNoAnswer(value) ? core(value) : people(`safeToContact.${value}`),
          }))}
        />
        <TextField name="rule" label={t("rule")} maxLength={500} />
      </Group>
      <Group legend={t("addDocument")}>
        <Select
          name="documentType"
          label={t("documentType")}
          placeholder={t("choose")}
          options={identityDocumentTypes.map((value) => ({ value, label: people(`documentType.${value}`) }))}
          error={errors["addDocuments.0.type"]}
          id="addDocuments.0.type"
        />
        <Select name="country" label={t("country")} placeholder={t("choose")} options={countries} />
        <TextField
          name="number"
          id="addDocuments.0.number"
          label={t("number")}
          dir="ltr"
          maxLength={60}
          {...typed}
          error={errors["addDocuments.0.number"]}
        />
      </Group>
      <PartialDateField
        name="birthDate"
        legend={t("birthDate")}
        hint={t("birthDateHint")}
        error={errors.birthDate}
        partLabels={{ day: dates("day"), month: dates("month"), year: dates("year") }}
      />
    </>
  );
}

function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1.5 text-lg font-semibold">{legend}</legend>
      {children}
    </fieldset>
  );
}
