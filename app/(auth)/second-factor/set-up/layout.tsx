import type { ReactNode } from "react";
import { StepUp } from "@/components/factors/step-up";

/** Somebody who is signed in already may have to confirm who they are before they add to what lets them in. */
export default function SetUpLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <StepUp />
    </>
  );
}
