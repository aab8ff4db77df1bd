"use client";

import { useState } from "react";
import type { Enrolment, SignInStep } from "@/lib/users/factors/schema";
import { showFactor } from "./show-factor";

/**
 * What follows once a factor is set up: on the way in it counts as shown at once, recovery codes are kept first if there
 * are any, and then the way goes on to where it was going.
 */
export function useEnrolment(step: SignInStep) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const leave = () => location.replace(step === "in" ? "/me#signing-in" : "/");

  async function finish({ enrolled, recoveryCodes }: Enrolment) {
    // When this fails they show the new factor on the next page instead.
    if (step !== "in") await showFactor({ enrolled });
    if (recoveryCodes) setCodes(recoveryCodes);
    else leave();
  }
  return { codes, finish, leave };
}
