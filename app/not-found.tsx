import { getTranslations } from "next-intl/server";
import { BareShell } from "@/components/shell/bare-shell";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";

/** One page for what does not exist and for what is not yours to see: nobody can tell the two apart. */
export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <BareShell>
      <Page title={t("notFoundTitle")} width="text">
        <p>{t("notFoundBody")}</p>
        <div>
          <LinkButton href="/">{t("toMyDay")}</LinkButton>
        </div>
      </Page>
    </BareShell>
  );
}
