import { getTranslations } from "next-intl/server";
import { factorWords } from "./factor-words";
import { StepUpDialog } from "./step-up-dialog";

/** Put once into the frame of pages whose forms may ask who sits there. */
export async function StepUp() {
  const [t, words] = await Promise.all([getTranslations("factors.show"), factorWords()]);
  return (
    <StepUpDialog words={{ ...words, title: t("stepUpTitle"), lead: t("stepUpLead"), cancel: t("cancel") }} />
  );
}
