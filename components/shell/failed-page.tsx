"use client";

import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import shell from "@/messages/en/shell.json";

/** When the page itself failed: it needs nothing from the server, hence the plain catalogue. */
export function FailedPage() {
  return (
    <Page title={shell.errorTitle} width="text">
      <p>{shell.errorBody}</p>
      <div>
        <Button type="button" onClick={() => location.reload()}>
          {shell.tryAgain}
        </Button>
      </div>
    </Page>
  );
}
