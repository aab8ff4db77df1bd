"use client";

import { FactorForm, type Ways } from "@/components/factors/factor-form";
import type { FactorWords } from "@/components/factors/factor-words";

/** Once a factor was shown the page of what comes next opens: the records, or adding a passkey. */
export function Show({ words, ways }: { words: FactorWords; ways: Ways }) {
  return <FactorForm words={words} ways={ways} onShown={() => location.replace("/")} />;
}
