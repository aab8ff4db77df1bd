"use client";

import { useRouter } from "next/navigation";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Status } from "@/components/ui/status";

type Props = {
  draftId: string;
  words: {
    discard: string;
    discardWhat: string;
    discardNow: string;
    discarding: string;
    notDiscarded: string;
  };
};

/** Takes a draft away for good, after saying what that means. */
export function DiscardDraft({ draftId, words }: Props) {
  const router = useRouter();
  const { send, busy, failure } = useCommand("draft.discard");
  async function discard() {
    if ((await send({ draftId })) !== null) router.refresh();
  }
  return (
    <Disclosure summary={words.discard}>
      <div className="flex flex-col items-start gap-3">
        <p>{words.discardWhat}</p>
        <Button
          type="button"
          variant="quiet"
          size="small"
          busy={busy}
          busyLabel={words.discarding}
          onClick={discard}
        >
          {words.discardNow}
        </Button>
        <Status tone="attention">{failure && words.notDiscarded}</Status>
      </div>
    </Disclosure>
  );
}
