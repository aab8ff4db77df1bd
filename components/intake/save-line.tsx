import { Status } from "@/components/ui/status";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatTime } from "@/lib/core/dates/show";
import type { Saving } from "./draft-keeper";
import { fill, type IntakeWords } from "./script";

type Props = { saving: Saving; words: IntakeWords["line"]; locale: string };

/**
 * What is saved, in words. It changes with every pause in typing, so only trouble is read out, and its end.
 */
export function SaveLine({ saving, words, locale }: Props) {
  const sentence = sentenceOf(saving, words, locale);
  const trouble = saving.kind === "unsaved";
  return (
    <div className={trouble ? tones.trouble : tones.calm} data-saving={saving.kind}>
      <p className="mx-auto max-w-wide px-4 py-2 md:px-6">{sentence}</p>
      <VisuallyHidden>
        <Status>{trouble ? sentence : ""}</Status>
      </VisuallyHidden>
    </div>
  );
}

const line = "border-b border-divider text-sm print:hidden ";
const tones = { calm: line + "text-ink-2", trouble: line + "bg-attention-soft text-attention" };

function sentenceOf(saving: Saving, words: Props["words"], locale: string): string {
  switch (saving.kind) {
    case "nothing":
      return words.nothing;
    case "saving":
      return words.saving;
    case "saved":
      return fill(words.saved, { time: formatTime(new Date(saving.at), locale) });
    case "unsaved":
      return words[reasons[saving.code] ?? "other"];
  }
}

const reasons: Record<string, keyof Props["words"]> = {
  OFFLINE: "offline",
  UNAUTHENTICATED: "signedOut",
  INVALID: "invalid",
  NOT_FOUND: "gone",
  CONFLICT: "gone",
};
