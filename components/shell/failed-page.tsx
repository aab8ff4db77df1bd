"use client";

import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { failureOf } from "@/lib/core/failure";
import shell from "@/messages/en/shell.json";

/** When the page itself failed: it needs nothing from the server, hence the plain catalogue. */
export function FailedPage({ error }: { error: Error & { digest?: string } }) {
  const { broken, number } = failureOf(error.digest);
  const tell = broken ? shell.sealTell : shell.errorNumber;
  return (
    <Page title={broken ? shell.sealTitle : shell.errorTitle} width="text">
      <p>{broken ? shell.sealBody : shell.errorBody}</p>
      {number && <p>{tell.replace("{number}", number)}</p>}
      <div>
        <Button type="button" onClick={() => location.reload()}>
          {shell.tryAgain}
        </Button>
      </div>
    </Page>
  );
}
