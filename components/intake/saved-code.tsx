"use client";

import { useState } from "react";
import { Bdi } from "@/components/ui/bdi";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { registeredAs } from "./registered-here";
import type { IntakeWords } from "./script";

/** The code for whoever records people and sees no lists: once, right after saving, and nothing else of the case. */
export function SavedCode({ caseId, words: { saved } }: { caseId: string; words: IntakeWords }) {
  const [code] = useState(() => registeredAs(caseId)?.code);
  return (
    <Page width="text" title={saved.title}>
      {code ? (
        <>
          <div className="flex flex-col gap-2 rounded-lg border border-divider bg-surface px-4 py-5 text-center">
            <p className="text-ink-2">{saved.code}</p>
            <p className="text-4xl font-bold tabular-nums">
              <Bdi dir="ltr">{code}</Bdi>
            </p>
          </div>
          <p>{saved.copy}</p>
          <p>{saved.team}</p>
        </>
      ) : (
        <p>{saved.shownOnce}</p>
      )}
      <div>
        <LinkButton href="/people/new" variant="quiet">
          {saved.another}
        </LinkButton>
      </div>
    </Page>
  );
}
