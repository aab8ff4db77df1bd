"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { newCommandKey, postCommand } from "@/components/forms/post-command";
import { Bdi } from "@/components/ui/bdi";
import { Reveal } from "@/components/ui/reveal";
import { Select } from "@/components/ui/select";
import { type RevealReason, revealReasons } from "@/lib/people/schema";

/** A note for few eyes behind a reason and a press; gone again after a minute. Both are recorded. */
export function RevealNote({ noteId, what }: { noteId: string; what: string }) {
  const [t, reasons] = [useTranslations("notes.screen"), useTranslations("people.revealReason")];
  const [reason, setReason] = useState<RevealReason | "">("");

  async function open() {
    const body = { noteId, reason };
    const answer = await postCommand<{ body: string; language: string }>("note.reveal", body, {
      key: newCommandKey(),
    });
    if (!answer.ok) throw new Error(answer.code);
    const { language, body: text } = answer.result;
    return (
      <span className="flex flex-col gap-2">
        {text.split(/\n+/).map((paragraph, i) => (
          <Bdi key={i} lang={language}>
            {paragraph}
          </Bdi>
        ))}
      </span>
    );
  }

  return (
    <div className="flex flex-col gap-2">
      <Select
        name={`reason-${noteId}`}
        label={t("few.why")}
        placeholder={t("few.choose")}
        width="medium"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as RevealReason | "")}
        options={revealReasons.map((value) => ({ value, label: reasons(value) }))}
      />
      <Reveal
        masked={what}
        onReveal={open}
        words={{
          show: t("few.read"),
          hide: t("few.hide"),
          busy: t("few.busy"),
          shown: t("few.shown"),
          hidden: t("few.hidden"),
          failed: t(reason === "" ? "few.reasonFirst" : "few.failed"),
        }}
      />
    </div>
  );
}
