import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { CaseOut } from "@/lib/cases/reading/schema";

/** On every page of a case that is not used, is to be erased or may not be: what that means, and where it is decided. */
export async function KeptBanner({ file }: { file: Pick<CaseOut, "id" | "status" | "held" | "erasureId"> }) {
  const t = await getTranslations("retention.screen.banner");
  const { id, status, held, erasureId } = file;
  return (
    <>
      {status === "restricted" && (
        <Notice
          tone="restricted"
          title={t("restricted")}
          actions={
            <LinkButton href={`/cases/${id}/kept`} variant="quiet" size="small">
              {t("look")}
            </LinkButton>
          }
        >
          {t("restrictedWhat")}
        </Notice>
      )}
      {held && (
        <Notice tone="neutral">
          {t("held")} <a href={`/cases/${id}/kept`}>{t("look")}</a>
        </Notice>
      )}
      {erasureId && (
        <Notice tone="act">
          {t("proposed")} <a href={`/erasures/${erasureId}`}>{t("decide")}</a>
        </Notice>
      )}
    </>
  );
}
