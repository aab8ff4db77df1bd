"use client";

import { useState } from "react";
import { DuplicateNotice } from "./duplicate-notice";
import { registeredAs } from "./registered-here";
import type { IntakeWords } from "./script";

type Props = { caseId: string; words: IntakeWords; strengths: Record<string, string> };

/** Who may be the same person, right after saving; gone when the page is loaded again. */
export function DuplicatesHere({ caseId, words, strengths }: Props) {
  const [duplicates] = useState(() => registeredAs(caseId)?.duplicates ?? []);
  return <DuplicateNotice duplicates={duplicates} words={words} strengths={strengths} saved />;
}
