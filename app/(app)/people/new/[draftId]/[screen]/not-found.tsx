import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";

/** A draft that was saved or discarded meanwhile: look for the person before starting again. */
export default async function DraftGone() {
  const t = await getTranslations("intake.screen.gone");
  return (
    <Page width="text" title={t("title")} lead={t("body")}>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/people">{t("find")}</LinkButton>
        <LinkButton href="/people/new" variant="quiet">
          {t("start")}
        </LinkButton>
      </div>
    </Page>
  );
}
