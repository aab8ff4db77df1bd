import { useTranslations } from "next-intl";
import { isNoAnswer, type NoAnswer } from "@/lib/core/no-answer";

type Lists = "cases" | "people";

/**
 * Words for coded answers, in server and client components alike: `say("safeTonight", "no")`. The three kinds of
 * no-answer are worded once, in `core`; an answer that nobody has come to is null and stays null.
 */
export function useAnswerWords(lists: Lists) {
  const t = useTranslations(lists);
  const core = useTranslations("core.noAnswer");
  return (list: string, value: string | null): string | null => {
    if (value === null) return null;
    return isNoAnswer(value) ? core(value satisfies NoAnswer) : t(`${list}.${value}` as never);
  };
}
