"use client";

import { type ReactNode, useState } from "react";
import { FactorForm, type Ways } from "@/components/factors/factor-form";
import type { FactorWords } from "@/components/factors/factor-words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Props = {
  words: FactorWords;
  ways: Ways;
  /** What using a recovery code has done, by how many are left, and the word to go on. */
  used: { left: readonly string[]; goOn: string };
  children: ReactNode;
};

/** Once a factor was shown, what comes next opens: the records, or adding a passkey. A used recovery code is spoken of first. */
export function Show({ words, ways, used, children }: Props) {
  const [left, setLeft] = useState<number | null>(null);
  const goOn = () => location.replace("/");
  if (left !== null)
    return (
      <Notice
        tone="info"
        live
        actions={
          <Button type="button" autoFocus onClick={goOn}>
            {used.goOn}
          </Button>
        }
      >
        {used.left[left]}
      </Notice>
    );
  return (
    <>
      <FactorForm
        words={words}
        ways={ways}
        onShown={({ by, recoveryCodesLeft }) => (by === "recovery" ? setLeft(recoveryCodesLeft) : goOn())}
      />
      {children}
    </>
  );
}
