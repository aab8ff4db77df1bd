"use client";

import { useTranslations } from "next-intl";
import { useAnswerWords } from "@/components/forms/answer-words";
import { newCommandKey, postCommand } from "@/components/forms/post-command";
import { Bdi } from "@/components/ui/bdi";
import { Reveal } from "@/components/ui/reveal";
import type { contactMethods, safeToContact } from "@/lib/people/schema";

type Contact = {
  id: string;
  method: (typeof contactMethods)[number];
  value: string | null;
  safeToContact: (typeof safeToContact)[number];
  rule: string | null;
};

/** How the person can be reached, and before it when and how not to. */
export function RevealContacts({ caseId, count, own }: { caseId: string; count: number; own: boolean }) {
  const t = useTranslations("cases.screen.reveal");
  const say = useAnswerWords("people");

  async function open() {
    const body = { caseId, what: "contacts", reason: own ? "own_case" : "contact_person" };
    const answer = await postCommand<{ contacts: Contact[] }>("person.reveal", body, {
      key: newCommandKey(),
    });
    if (!answer.ok) throw new Error(answer.code);
    return (
      <ul className="flex flex-col gap-3">
        {answer.result.contacts.map(({ id, method, value, safeToContact, rule }) => (
          <li key={id} className="flex flex-col">
            <span className="font-semibold">{say("safeToContact", safeToContact)}</span>
            {rule && <Bdi>{rule}</Bdi>}
            <span>
              {say("contactMethod", method)} {value && <Bdi dir="ltr">{value}</Bdi>}
            </span>
          </li>
        ))}
      </ul>
    );
  }

  return (
    <Reveal
      masked={t("contacts", { count })}
      onReveal={open}
      words={{
        show: t("showContacts"),
        hide: t("hide"),
        busy: t("busy"),
        shown: t("contactsShown"),
        hidden: t("contactsHidden"),
        failed: t("failed"),
      }}
    />
  );
}
