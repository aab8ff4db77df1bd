import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";

/** One page for what does not exist and for what is not yours to see: nobody can tell the two apart. */
export async function NothingHere() {
  const t = await getTranslations("shell");
  return (
    <Page title={t("notFoundTitle")} width="text">
      <p>{t("notFoundBody")}</p>
      <div>
        <LinkButton href="/" plain>
          {t("toMyDay")}
        </LinkButton>
      </div>
    </Page>
  );
}
