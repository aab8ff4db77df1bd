"use client";

import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import shell from "@/messages/en/shell.json";

/** The last resort, when the page itself failed: it needs nothing from the server, hence the plain catalogue. */
export default function ErrorPage() {
  return (
    <Page title={shell.errorTitle} width="text">
      <p>{shell.errorBody}</p>
      <div>
        <Button onClick={() => location.reload()}>{shell.tryAgain}</Button>
      </div>
    </Page>
  );
}
