import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { StopKind } from "./place";
import { fill, type Script } from "./script";

type Props = { stop: StopKind; script: Script; onGoOn: () => void };

/** A calm page before the next question: somebody must be looked after first. The answers are kept meanwhile. */
export function StopView({ stop, script: { branches, words }, onGoOn }: Props) {
  const { title, body } = branches[stop];
  const medic = stop === "medic";
  return (
    <div className="flex flex-col gap-6">
      <h1>{title}</h1>
      <Notice tone={medic ? "act" : "attention"}>
        <p>{body}</p>
      </Notice>
      {medic && (
        <>
          <p>{words.medic.who}</p>
          <div>
            <LinkButton href={`tel:${words.medic.number}`} plain variant="quiet">
              {fill(words.medic.call, { number: words.medic.number })}
            </LinkButton>
          </div>
        </>
      )}
      <ActionBar sticky>
        <Button type="button" onClick={onGoOn}>
          {medic ? words.resume : words.goOn}
        </Button>
      </ActionBar>
    </div>
  );
}
