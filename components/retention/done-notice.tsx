import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { isDeed } from "./addresses";

/** What was just done, as the address says it. */
export async function DoneNotice({ done }: { done: string | undefined }) {
  const t = await getTranslations("retention.screen.done");
  return isDeed(done) ? <Notice tone="done">{t(done)}</Notice> : null;
}
