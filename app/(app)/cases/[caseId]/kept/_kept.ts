import { notFound } from "next/navigation";
import { read } from "@/lib/core/page";
import { getKeptOfCase } from "@/lib/retention/reviewing/queries";
import type { KeptOfCase } from "@/lib/retention/reviewing/schema";

/** What is kept of a case, for whoever may do this about it now; anybody else gets the page that says there is nothing here. */
export async function keptFor(
  caseId: string,
  ...acts: readonly (keyof KeptOfCase["may"])[]
): Promise<KeptOfCase> {
  const kept = await read(getKeptOfCase, { caseId });
  if (!acts.some((act) => kept.may[act])) notFound();
  return kept;
}
