import { getLocale, getTranslations } from "next-intl/server";
import { ResetList } from "@/components/factors/reset-list";
import { Words } from "@/components/forms/words";
import { Section } from "@/components/ui/section";
import { formatDateTime } from "@/lib/core/dates";
import { read } from "@/lib/core/page";
import { listResets } from "@/lib/users/factors/resetting/queries";

/** For coordinators and administrators: colleagues who lost everything they sign in with. */
export async function LostFactors() {
  const [{ pending, people }, t, locale] = await Promise.all([
    read(listResets, {}),
    getTranslations("factors.reset"),
    getLocale(),
  ]);
  const rows = pending.map(({ resetId, name, proposedBy, proposedAt, confirmedBy, readyAt, mayConfirm }) => ({
    ...{ resetId, name, mayConfirm },
    state: confirmedBy
      ? t("confirmedBy", { name: confirmedBy, when: formatDateTime(new Date(readyAt!), locale) })
      : t("by", { name: proposedBy, when: formatDateTime(new Date(proposedAt), locale) }),
  }));
  return (
    <Section id="lost-factors" title={t("title")} lead={t("lead")}>
      <Words of={["factors"]}>
        <ResetList rows={rows} people={people} />
      </Words>
    </Section>
  );
}
