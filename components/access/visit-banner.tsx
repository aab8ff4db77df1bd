import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Notice } from "@/components/ui/notice";
import { getVisit } from "@/lib/access/queries";
import { formatTime } from "@/lib/core/dates";
import { read } from "@/lib/core/page";
import { EndButton } from "./end-button";

/** On every page of a case that is open to somebody for a time: until when, who knows, and the way out. */
export async function VisitBanner({ caseId }: { caseId: string }) {
  const [{ accessId, kind, endsAt, told }, t, locale] = await Promise.all([
    read(getVisit, { caseId }),
    getTranslations("access"),
    getLocale(),
  ]);
  const isGlass = kind === "glass";
  const names = new Intl.ListFormat(locale).format(told) || "none";
  return (
    <Notice
      tone="attention"
      actions={
        <Words of={["access"]}>
          <EndButton accessId={accessId} label={t("screen.end")} then="/access" />
        </Words>
      }
    >
      {t(isGlass ? "banner.glass" : "banner.asked", { when: formatTime(new Date(endsAt), locale) })}{" "}
      {isGlass && t("banner.told", { names, count: told.length })} {t("banner.recorded")}
    </Notice>
  );
}
