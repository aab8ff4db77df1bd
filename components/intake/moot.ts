import type { Answers } from "@/lib/intake/schema";
import type { ScriptQuestion } from "./script";

/** True when an answer has made the question pointless: whoever does not want to be contacted is not asked how. */
export function isMoot({ key }: Pick<ScriptQuestion, "key">, { mayContact }: Answers): boolean {
  return key === "contact" && mayContact === "no";
}
