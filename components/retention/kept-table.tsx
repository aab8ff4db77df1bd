import { getLocale, getTranslations } from "next-intl/server";
import { StatusTag } from "@/components/ui/status-tag";
import { Table } from "@/components/ui/table";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { formatDate } from "@/lib/core/dates";
import type { KeptOfCase } from "@/lib/retention/reviewing/schema";

type Props = { file: CaseOut; kept: KeptOfCase };

const kinds = ["identity", "answers", "private", "needs", "referrals", "consents", "notes"] as const;
type Kind = (typeof kinds)[number];

/** What is kept of a person in one case, and when each is looked at again. */
export async function KeptTable({ file, kept }: Props) {
  const [t, locale] = await Promise.all([getTranslations("retention.screen.kept"), getLocale()]);
  const there = await partsOf({ file, kept });
  const lists = new Intl.ListFormat(locale, { type: "unit" });
  return (
    <Table
      caption={t("what")}
      hideCaption
      rows={kinds}
      rowKey={(kind) => kind}
      columns={[
        { key: "what", label: t("what"), lead: true, cell: (kind) => t(`row.${kind}`) },
        {
          key: "there",
          label: t("there"),
          cell: (kind) => lists.format(there[kind]) || t("nothing"),
        },
        {
          key: "until",
          label: t("until"),
          cell: (kind) => there[kind].length > 0 && <Until kept={kept} kind={kind} />,
        },
      ]}
    />
  );
}

async function Until({ kept, kind }: { kept: KeptOfCase; kind: Kind }) {
  const [t, locale] = await Promise.all([getTranslations("retention.screen.kept"), getLocale()]);
  const rule = ruleFor(kept, kind);
  if (!rule) return null;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      {formatDate(new Date(rule.dueAt), locale)}
      {rule.over && <StatusTag tone="attention">{t("over")}</StatusTag>}
    </span>
  );
}

/** The private part has a time of its own once help has ended. */
function ruleFor({ rules }: KeptOfCase, kind: Kind) {
  const own = kind === "private" ? rules.find(({ rule }) => rule === "closed_private") : undefined;
  return own ?? rules.find(({ rule }) => rule !== "closed_private");
}

async function partsOf({ file, kept }: Props): Promise<Record<Kind, string[]>> {
  const t = await getTranslations("retention.screen.kept.count");
  const { person } = file;
  const some = (name: "names" | "contacts" | "documents" | "needs" | "referrals" | "notes", count: number) =>
    count > 0 ? [t(name, { count })] : [];
  const exits = file.exits.length > 0 ? [t("exits", { count: file.exits.length })] : [];
  return {
    identity: [
      ...(person.initials !== null && person.names === 0 ? [t("called")] : []),
      ...some("names", person.names),
      ...some("contacts", person.contacts),
      ...some("documents", person.documents),
      ...(person.hasBirthDate ? [t("birthDate")] : []),
    ],
    answers: [t(file.level === "l0" ? "contactCard" : "answers"), ...exits],
    private: kept.privateLeft ? [t("private")] : [],
    needs: some("needs", file.needs.length),
    referrals: some("referrals", file.referrals.length),
    consents: file.consents.length > 0 ? [t("consents", { count: file.consents.length })] : [],
    notes: some("notes", file.counts.notes),
  };
}
