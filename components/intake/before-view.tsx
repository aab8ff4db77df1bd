import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import type { IntakeWords } from "./script";

type Props = { words: IntakeWords; onNext: () => void };

/** Said aloud before the first talk: what is written, who reads it, that no is fine. */
export function BeforeView({ words, onNext }: Props) {
  const { title, ...sentences } = words.before;
  return (
    <div className="flex flex-col gap-6">
      <h1>{title}</h1>
      <ul className="flex flex-col gap-3 border-s-4 border-divider ps-4 text-lg">
        {Object.values(sentences).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <ActionBar sticky>
        <Button type="button" onClick={onNext}>
          {words.next}
        </Button>
      </ActionBar>
    </div>
  );
}
