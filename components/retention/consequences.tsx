import { getTranslations } from "next-intl/server";
import { Section } from "@/components/ui/section";
import type { CaseOut } from "@/lib/cases/reading/schema";
import type { KeptOfCase } from "@/lib/retention/reviewing/schema";
import { hrefOfAct } from "./addresses";

type Props = { file: CaseOut; kept: KeptOfCase };

/** What an erasure takes, what it leaves, and who must be told: read before it is proposed. */
export async function Consequences({ file, kept }: Props) {
  const t = await getTranslations("retention.screen");
  const count = await getTranslations("retention.screen.kept.count");
  const others = file.person.otherCases.filter(({ status }) => status !== "erased").length;
  const told = new Set(
    file.referrals.flatMap(({ sentAt, partnerName }) => (sentAt === null ? [] : [partnerName])),
  );
  const goes = [
    count(file.level === "l0" ? "contactCard" : "answers"),
    ...(file.needs.length > 0 ? [count("needs", { count: file.needs.length })] : []),
    ...(file.referrals.length > 0 ? [count("referrals", { count: file.referrals.length })] : []),
    ...(file.consents.length > 0
      ? [`${t("kept.row.consents")}: ${count("consents", { count: file.consents.length })}`]
      : []),
    ...(file.counts.notes > 0 ? [count("notes", { count: file.counts.notes })] : []),
    t("erase.goesRest"),
    others > 0 ? t("erase.otherCases", { count: others }) : t("erase.goesPerson"),
  ];
  const stays = [
    t("erase.staysCode", { code: file.code }),
    t("erase.staysTrail"),
    t("erase.staysFigures"),
    t("erase.staysBackups", { days: kept.backupDays }),
  ];
  return (
    <>
      <Section title={t("erase.goes")}>
        <List items={goes} />
      </Section>
      <Section title={t("erase.stays")}>
        <List items={stays} />
      </Section>
      <Section title={t("erase.told")}>
        <p>{t(told.size > 0 ? "erase.toldLead" : "erase.toldNone")}</p>
        {told.size > 0 && <List items={[...told]} />}
      </Section>
      {kept.may.copy && (
        <p>
          {t("erase.copyFirst")} <a href={hrefOfAct(file.id, "copy")}>{t("erase.copyLink")}</a>
        </p>
      )}
    </>
  );
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul className="flex list-disc flex-col gap-1.5 ps-5 marker:text-ink-2">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
