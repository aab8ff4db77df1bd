"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** A script inside the page as the server sends it. Drawn by the browser it would not run, and Trusted Types refuse it. */
export function InlineScript({ nonce, text }: { nonce: string | undefined; text: string }) {
  const sent = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  if (!sent) return null;
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: text }} />;
}
