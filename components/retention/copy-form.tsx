"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Bdi } from "@/components/ui/bdi";
import { LinkButton } from "@/components/ui/link-button";
import { dayOf } from "@/lib/core/dates";
import type { PersonCopy } from "@/lib/retention/copying/schema";
import { hrefBack } from "./addresses";
import { AgreeForm } from "./agree-form";
import { saveFile } from "./save-file";

type Given = Pick<PersonCopy, "notesLeftOut"> & { name: string };

/** Puts a person's copy together and hands it to the browser; afterwards says what to do with it. */
export function CopyForm({ caseId, code }: { caseId: string; code: string }) {
  const t = useTranslations("retention.screen.copy");
  const [given, setGiven] = useState<Given | null>(null);
  if (given) return <AfterCopy caseId={caseId} given={given} />;
  return (
    <AgreeForm<PersonCopy>
      command="person.copy"
      body={{ caseId }}
      words={{ agreeLegend: t("agreeLegend"), agree: t("agree"), agreeFirst: t("agreeFirst") }}
      submitLabel={t("give")}
      busyLabel={t("busy")}
      onDone={(copy) => {
        const name = `${code}-${dayOf(new Date(copy.madeAt))}.json`;
        saveFile(name, JSON.stringify(copy, null, 2));
        setGiven({ name, notesLeftOut: copy.notesLeftOut });
      }}
    />
  );
}

/** What to do with the file now. The copy itself is no longer on the page. */
function AfterCopy({ caseId, given: { name, notesLeftOut } }: { caseId: string; given: Given }) {
  const t = useTranslations("retention.screen.copy");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-3">
      <h2 ref={heading} tabIndex={-1}>
        {t("given")}
      </h2>
      <p>{t.rich("next", { file: () => <Bdi dir="ltr">{name}</Bdi> })}</p>
      <ol className="flex list-decimal flex-col gap-1.5 ps-6">
        <li>{t("stepGive")}</li>
        <li>{t("stepDelete")}</li>
        <li>{t("stepTell")}</li>
      </ol>
      {notesLeftOut.map(({ privacy, count }) => (
        <p key={privacy.code}>{t("leftOut", { count, privacy: privacy.words })}</p>
      ))}
      <div>
        <LinkButton href={hrefBack(caseId)} variant="quiet" plain>
          {t("done")}
        </LinkButton>
      </div>
    </div>
  );
}
