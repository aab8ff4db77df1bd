import "server-only";
import { redirect } from "next/navigation";
import { readBeforeSecondFactor } from "@/lib/core/page";
import { listFactors } from "@/lib/users/factors/queries";
import type { OwnFactors } from "@/lib/users/factors/schema";

/** One's own factors, for who may set up another one; who has one to show goes and shows it first. */
export async function factorsToAddTo(): Promise<OwnFactors> {
  const own = await readBeforeSecondFactor(listFactors, {});
  return own.step === "show" ? redirect("/second-factor") : own;
}
