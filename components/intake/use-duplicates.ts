"use client";

import { useRef, useState } from "react";
import { getQuery } from "@/components/forms/get-query";
import type { Answers } from "@/lib/intake/schema";
import type { Duplicate } from "@/lib/people/schema";

/** Asks who may be the same person once there is a new name or contact. Without a connection nobody waits for it. */
export function useDuplicates() {
  const [duplicates, setDuplicates] = useState<readonly Duplicate[]>([]);
  const asked = useRef("");

  async function look({ name, contact }: Answers) {
    const names = [name?.full, ...(name?.others ?? [])].filter((one) => one !== undefined);
    const contacts = contact?.value ? [contact.value] : [];
    const question = JSON.stringify([names, contacts]);
    if (question === asked.current || names.length + contacts.length === 0) return;
    asked.current = question;
    const answer = await getQuery<{ duplicates: Duplicate[] }>("person.duplicates", {
      name: names,
      contact: contacts,
    });
    if (answer.ok) setDuplicates(answer.result.duplicates);
    else asked.current = "";
  }

  return { duplicates, look };
}
