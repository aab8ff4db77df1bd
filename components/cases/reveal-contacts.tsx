"use client";

import { useTranslations } from "next-intl";
import { useAnswerWords } from "@/components/forms/answer-words";
import { newCommandKey, postCommand } from "@/components/forms/post-command";
import { Bdi } from "@/components/ui/bdi";
import { Reveal } from "@/components/ui/reveal";
import type { contactMethods, safeToContact } from "@/lib/people/schema";
import type { RevealWay } from "./reveal-way";

type Contact = {
  id: string;
  method: (typeof contactMethods)[number];
  value: string | null;
  safeToContact: (typeof safeToContact)[number];
  rule: string | null;
};

const reasons = { own: "own_case", other: "contact_person", safety: "safety" } as const;

type Props = { caseId: string; count: number; way: Exclude<RevealWay, "shut"> };

/** How the person can be reached, and before it when and how not to. */
export function RevealContacts({ caseId, count, way }: Props) {
  const t = useTranslations("cases.screen.reveal");
  const say = useAnswerWords("people");

  async function open() {
    const body = { caseId, what: "contacts", reason: reasons[way] };
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
        show: t(way === "safety" ? "showContactsForSafety" : "showContacts"),
        hide: t("hide"),
        busy: t("busy"),
        shown: t("contactsShown"),
        hidden: t("contactsHidden"),
        failed: t("failed"),
      }}
    />
  );
}
